// A single byte range (RFC 9110 §14.1.2) laid over a body of known length.

export interface ByteRange {
  /** First byte. */
  readonly from: number;
  /** Last byte, inclusive. */
  readonly to: number;
}

/** `null`: not a single byte range, so `Range` is ignored and the whole body sent, as RFC 9110 §14.2 allows. */
export function parseByteRange(value: string, length: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(value.replaceAll(/\s/g, ''));
  const first = match?.[1] ?? '';
  const last = match?.[2] ?? '';
  if (!match || (first === '' && last === '')) return null;
  if (first === '') {
    const suffix = Math.min(Number(last), length);
    return suffix === 0 ? 'unsatisfiable' : { from: length - suffix, to: length - 1 };
  }
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) >= length) return 'unsatisfiable';
  return { from: Number(first), to: last === '' ? length - 1 : Math.min(Number(last), length - 1) };
}

/** Whether a `Range` asks for everything: so browsers begin a film or a sound (`bytes=0-`). */
export function asksForAll(value: string): boolean {
  return /^bytes=0-$/i.test(value.replaceAll(/\s/g, ''));
}

/** Bytes of a part that is everything (`Content-Range: bytes 0-9/10`); `null` for any other (RFC 9110 §14.4). */
export function lengthOfWholePart(contentRange: string): number | null {
  const match = /^bytes 0-(\d{1,15})\/(\d{1,15})$/i.exec(contentRange.trim());
  const length = Number(match?.[2]);
  return match && Number(match[1]) === length - 1 ? length : null;
}
