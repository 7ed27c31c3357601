// A body to be recorded: one that came whole with its head is read like any other.
import { Readable } from 'node:stream';

export function bodySource(body: Readable | Uint8Array): Readable {
  if (body instanceof Readable) return body;
  const source = new Readable({ read: () => undefined });
  if (body.length > 0) source.push(body);
  source.push(null);
  return source;
}
