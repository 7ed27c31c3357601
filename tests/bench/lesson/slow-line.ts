// A school's line to the internet: so many bits a second for all together towards the school, so long from end to end, each way. Made of sockets, for
// machines whose kernel has no netem; a connection costs the time that its first packets take.
import { createServer, connect, type Server, type Socket } from 'node:net';

export interface LineOptions {
  readonly bytesPerSecond: number;
  /** One way, milliseconds. */
  readonly delay: number;
  readonly port: number;
}

const piece = 16_384;
/** Bytes that may be under way for one connection before its sender has to wait, as a window of TCP would have it. */
const window = 262_144;

export interface SlowLine {
  readonly port: number;
  close(): Promise<void>;
}

export async function openSlowLine({ bytesPerSecond, delay, port }: LineOptions): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  let free = performance.now();
  /** When a piece is through the narrow place: one after the other, whosever it is. */
  const through = (bytes: number): number => {
    free = Math.max(performance.now(), free) + (bytes / bytesPerSecond) * 1000;
    return free;
  };
  const carry = (from: Socket, to: Socket, when: (bytes: number) => number): void => {
    const underWay: { readonly at: number; readonly part: Buffer | null }[] = [];
    let bytes = 0;
    let timer: NodeJS.Timeout | null = null;
    const arrive = (): void => {
      timer = null;
      for (let next = underWay[0]; next !== undefined && next.at <= performance.now(); next = underWay[0]) {
        underWay.shift();
        if (next.part === null) to.end();
        else if (!to.destroyed) to.write(next.part);
        bytes -= next.part?.length ?? 0;
      }
      if (bytes < window && from.isPaused()) from.resume();
      wait();
    };
    const wait = (): void => {
      const [next] = underWay;
      if (next !== undefined) timer ??= setTimeout(arrive, Math.max(1, next.at - performance.now()));
    };
    from.on('data', (data: Buffer) => {
      for (let at = 0; at < data.length; at += piece) {
        const part = data.subarray(at, at + piece);
        bytes += part.length;
        underWay.push({ at: when(part.length) + delay, part });
      }
      if (bytes >= window) from.pause();
      wait();
    });
    from.on('end', () => {
      underWay.push({ at: when(0) + delay, part: null });
      wait();
    });
    from.on('error', () => to.destroy());
  };
  const server: Server = createServer({ pauseOnConnect: true }, (school) => {
    sockets.add(school);
    school.on('close', () => sockets.delete(school));
    // SYN and its answer.
    setTimeout(() => {
      const origin = connect(port, '127.0.0.1', () => {
        carry(school, origin, () => performance.now());
        carry(origin, school, through);
        school.resume();
      });
      sockets.add(origin);
      origin.on('close', () => sockets.delete(origin));
      origin.on('error', () => school.destroy());
    }, 2 * delay);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
