// What an HTTP/2 origin's errors mean for the next try.
import { constants } from 'node:http2';

/** A stream that ended before its answer; `rstCode` is the origin's reason (RFC 9113 §7). */
export class StreamEndedError extends Error {
  readonly code = 'ECONNRESET';
  readonly rstCode: number;

  constructor(rstCode: number) {
    super(`the origin ended the stream (${rstCode})`);
    this.rstCode = rstCode;
  }
}

/** The origin wants this over HTTP/1.1 (RFC 9113 §7, HTTP_1_1_REQUIRED). */
export const needsHttp1 = (error: unknown): boolean =>
  error instanceof StreamEndedError && error.rstCode === constants.NGHTTP2_HTTP_1_1_REQUIRED;

/** The origin has not looked at the request, whatever it was (RFC 9113 §8.7). */
export const wasRefused = (error: unknown): boolean =>
  error instanceof StreamEndedError && error.rstCode === constants.NGHTTP2_REFUSED_STREAM;

/** The connection ended before the answer: the origin may or may not have acted. */
export function mayHaveBeenLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ECONNRESET' || code === 'EPIPE' || (typeof code === 'string' && code.startsWith('ERR_HTTP2_'));
}
