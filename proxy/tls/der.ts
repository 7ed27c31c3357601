// The few shapes of DER (ITU-T X.690) that a leaf certificate needs.

/** Tag, length and the parts one after the other. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);

/** An unsigned INTEGER; a leading zero keeps it positive. */
export function integer(bytes: Uint8Array): Buffer {
  return (bytes[0] ?? 0) & 0x80 ? tlv(0x02, Buffer.from([0]), bytes) : tlv(0x02, bytes);
}

export const octetString = (content: Uint8Array): Buffer => tlv(0x04, content);

/** A BIT STRING of whole bytes. */
export const bitString = (content: Uint8Array): Buffer => tlv(0x03, Buffer.from([0]), content);

/** UTCTime to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). `at`: epoch milliseconds. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  return at < Date.UTC(2050, 0) ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}

/** An OBJECT IDENTIFIER given by its encoded content in hexadecimal. */
export const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));

/** One certificate extension (RFC 5280 §4.2). */
export function extension(id: Uint8Array, critical: boolean, value: Uint8Array): Buffer {
  return sequence(id, ...(critical ? [Buffer.from([0x01, 0x01, 0xff])] : []), octetString(value));
}

/** The bytes of the element that starts at `offset`, header included. Only for DER that was checked by OpenSSL before. */
export function elementAt(der: Buffer, offset: number): { whole: Buffer; contentAt: number } {
  const first = der.readUInt8(offset + 1);
  const lengthBytes = first & 0x80 ? first & 0x7f : 0;
  const length = lengthBytes === 0 ? first : der.readUIntBE(offset + 2, lengthBytes);
  const contentAt = offset + 2 + lengthBytes;
  return { whole: der.subarray(offset, contentAt + length), contentAt };
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.from(bytes);
}
