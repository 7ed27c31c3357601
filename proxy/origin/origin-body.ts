// A response body on its way from the HTTP client, with back-pressure: the origin is read no faster than somebody reads this.
import { Readable } from 'node:stream';

/** What the body asks of the client that fills it. */
export interface BodySource {
  pause(): void;
  resume(): void;
  /** Nobody wants the rest. */
  abort(reason: Error): void;
}

export class OriginBody extends Readable {
  readonly #controller: BodySource;
  #complete = false;

  constructor(controller: BodySource) {
    super({ highWaterMark: 64 * 1024 });
    this.#controller = controller;
    // The origin may fail while the answer still waits for its record; whoever reads later sees the failure then.
    this.on('error', () => {});
  }

  receive(chunk: Buffer): void {
    if (!this.push(chunk)) this.#controller.pause();
  }

  /** Whether the source was asked to wait. */
  get waiting(): boolean {
    return this.readableLength >= this.readableHighWaterMark;
  }

  /** Whether all of it has come from the origin; some may still wait to be read. */
  get isComplete(): boolean {
    return this.#complete;
  }

  complete(): void {
    this.#complete = true;
    this.push(null);
  }

  override _read(): void {
    this.#controller.resume();
  }

  /** Not read to its end: nobody wants the rest, so the download stops. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.#complete) this.#controller.abort(error ?? new Error('the body is no longer wanted'));
    callback(error);
  }
}
