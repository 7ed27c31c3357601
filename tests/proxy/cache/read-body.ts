import { Readable } from 'node:stream';
import type { OriginResponse } from '#proxy/exchange/exchange.ts';

/** A response's body to its end. */
export async function readBody(response: OriginResponse): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0);
  if (!(response.body instanceof Readable)) return Buffer.from(response.body);
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
