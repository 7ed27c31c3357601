// A stream of HTTP/2 whose client never opens the window. Pings keep its session busy, and Node counts those for the stream too.
import type { ServerHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';

/** Breaks the stream off when what waits to be read by the client has waited that long, milliseconds, and nothing went on meanwhile. */
export function endUnread(stream: ServerHttp2Stream, body: Readable | Uint8Array, idleTimeout: number): void {
  // Its `close` would not come again.
  if (stream.destroyed) return;
  let [pieces, before, waited] = [0, -1, false];
  if (body instanceof Readable) body.on('data', () => (pieces += 1));
  const look = (): void => {
    const waits = stream.writableLength > 0;
    if (waits && waited && pieces === before) return void stream.destroy(new Error('nobody reads the answer'));
    [before, waited] = [pieces, waits];
    timer.refresh();
  };
  const timer = setTimeout(look, idleTimeout / 2);
  stream.once('close', () => clearTimeout(timer));
}
