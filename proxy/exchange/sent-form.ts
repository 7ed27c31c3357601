// A form that one of our own pages sends.
import type { Exchange } from './exchange.ts';

/** What was sent (`application/x-www-form-urlencoded`); of more than `longest` bytes, nothing. */
export async function sentForm({ request }: Exchange, longest: number): Promise<URLSearchParams> {
  const body = request.body?.();
  if (body === undefined) return new URLSearchParams();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array) || (length += chunk.length) > longest) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
