// Base64 (RFC 4648 §4), which the pure platform has no function for. Also reads the URL-safe alphabet (§5).
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...digits, '-', '_'].map((digit, index) => [digit, index < 64 ? index : index - 2]));

export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const used = Math.min(bytes.length - at, 3) + 1;
    for (let digit = 0; digit < 4; digit++) text += digit < used ? digits[(group >> (18 - 6 * digit)) & 63] : '=';
  }
  return text;
}

/** With the URL-safe alphabet and without padding (RFC 7515 §2). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes, or `null` when the text is not base64. Padding may be missing. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const unpadded = text.replace(/={1,2}$/, '');
  if (unpadded.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((unpadded.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of unpadded) {
    const value = values.get(digit);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 255;
  }
  return bytes;
}
