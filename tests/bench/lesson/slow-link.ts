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
    from.on('data', (bytes: Buffer) => {
      const now = performance.now();
      this.#freeAt = Math.max(now, openedAt, this.#freeAt) + bytes.length / this.#bytesPerMs;
      const waits = this.#freeAt - now;
      if (waits > queueMs) {
        from.pause();
        setTimeout(() => from.resume(), waits - queueMs);
      }
      setTimeout(() => void (to.destroyed || to.write(bytes)), waits + this.#delay);
    });
    from.once('end', () => setTimeout(() => to.end(), Math.max(0, this.#freeAt - performance.now()) + this.#delay));
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
