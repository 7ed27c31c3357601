// A response body on its way from the HTTP client, with back-pressure: the origin is read no faster than somebody reads this.
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

export class OriginBody extends Readable {
  readonly #controller: Dispatcher.DispatchController;
  #complete = false;

  constructor(controller: Dispatcher.DispatchController) {
    super({ highWaterMark: 64 * 1024 });
    this.#controller = controller;
    // The origin may fail while the answer still waits for its record; whoever reads later sees the failure then.
    this.on('error', () => {});
  }

  receive(chunk: Buffer): void {
    if (!this.push(chunk)) this.#controller.pause();
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
