import { Readable } from 'node:stream';
import type { OriginResponse } from './exchange.ts';

/** Lets go of a response that will not be sent: stops its download and closes what it holds. */
export function discard(response: OriginResponse): void {
  if (response.body instanceof Readable) response.body.destroy();
  response.upgraded?.destroy();
}
