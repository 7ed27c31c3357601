// A line of so many bits a second with so much delay, for kernels that have no netem: connections are relayed, all bytes of one
// direction share one line in the order in which they come, and arrive half a round trip later. Opening a connection takes a round
// trip more, as TCP's handshake does. There is no slow start and no loss, so the line is better than a real one of its kind.
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface LinkSettings {
  readonly bitsPerSecond: number;
  /** Round trip. */
  readonly delayMs: number;
}

/** How much may wait before the sender is held back, in milliseconds of the line. */
const queueMs = 200;

class Line {
  readonly #bytesPerMs: number;
  readonly #delay: number;
  #freeAt = 0;

  constructor({ bitsPerSecond, delayMs }: LinkSettings) {
    this.#bytesPerMs = bitsPerSecond / 8000;
    this.#delay = delayMs / 2;
  }

  carry(from: Socket, to: Socket, openedAt: number): void {
    // One timer for all: timers of different lengths that end in the same moment keep no order.
    const underWay: { readonly at: number; readonly bytes: Buffer | null }[] = [];
    let timer: NodeJS.Timeout | null = null;
    const arrive = (): void => {
      timer = null;
      for (let next = underWay[0]; next !== undefined && next.at <= performance.now(); next = underWay[0]) {
        underWay.shift();
        if (next.bytes === null) to.end();
        else if (!to.destroyed) to.write(next.bytes);
      }
      wait();
    };
    const wait = (): void => {
      const [next] = underWay;
      if (next !== undefined) timer ??= setTimeout(arrive, Math.max(1, next.at - performance.now()));
    };
    from.on('data', (bytes: Buffer) => {
      const now = performance.now();
      this.#freeAt = Math.max(now, openedAt, this.#freeAt) + bytes.length / this.#bytesPerMs;
      const waits = this.#freeAt - now;
      if (waits > queueMs) {
        from.pause();
        setTimeout(() => from.resume(), waits - queueMs);
      }
      underWay.push({ at: this.#freeAt + this.#delay, bytes });
      wait();
    });
    from.once('end', () => {
      underWay.push({ at: Math.max(performance.now(), this.#freeAt) + this.#delay, bytes: null });
      wait();
    });
    from.once('error', () => to.destroy());
    from.once('close', () => setTimeout(() => to.destroy(), Math.max(0, this.#freeAt - performance.now()) + this.#delay + 100));
  }
}

/** Relays to `to`. */
export function slowLink(settings: LinkSettings, to: { readonly host: string; readonly port: number }): Server {
  const [up, down] = [new Line(settings), new Line(settings)];
  return createServer({ noDelay: true }, (near) => {
    const far = connect({ ...to, noDelay: true });
    const openedAt = performance.now() + settings.delayMs;
    up.carry(near, far, openedAt);
    down.carry(far, near, openedAt);
  });
}
