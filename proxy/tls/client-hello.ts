// The server name in the first message of a TLS handshake (RFC 8446 §4.1.2), read without taking part in it.

/** `incomplete`: more bytes are needed. `null`: not TLS. Otherwise the name in lower case, or `''` where the client sends none. */
export type ServerNameRead = { readonly name: string } | 'incomplete' | null;

/** RFC 8446 §5.1: content type, version, length. */
const recordHeader = 5;
const handshake = 22;
const clientHello = 1;
const serverNameExtension = 0;

/** Longest ClientHello that is read, in bytes; browsers send below 2 KiB, with post-quantum keys. */
export const longestClientHello = 16_384;

/** Reads bytes from a client as they came so far. Never throws. */
export function serverNameIn(bytes: Buffer): ServerNameRead {
  const message = handshakeBytes(bytes);
  if (message === null || message.length < 4) return message === null ? null : 'incomplete';
  if (message[0] !== clientHello) return null;
  const end = 4 + message.readUIntBE(1, 3);
  if (end > longestClientHello) return null;
  if (message.length < end) return 'incomplete';
  try {
    return { name: nameIn(message.subarray(0, end)) };
  } catch (error) {
    // A length that points outside the message.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What the records hold of the handshake so far, or `null` when they are not handshake records. */
function handshakeBytes(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] !== handshake || (at + 1 < bytes.length && bytes[at + 1] !== 3)) return null;
    if (bytes.length < at + recordHeader) break;
    const length = bytes.readUInt16BE(at + 3);
    if (length === 0) return null;
    parts.push(bytes.subarray(at + recordHeader, at + recordHeader + length));
    at += recordHeader + length;
  }
  return Buffer.concat(parts);
}

function nameIn(hello: Buffer): string {
  let at = 4 + 2 + 32; // header, legacy version, random
  at += 1 + hello.readUInt8(at); // session id
  at += 2 + hello.readUInt16BE(at); // cipher suites
  at += 1 + hello.readUInt8(at); // compression
  if (at >= hello.length) return '';
  const end = at + 2 + hello.readUInt16BE(at);
  for (at += 2; at < end;) {
    const [type, length] = [hello.readUInt16BE(at), hello.readUInt16BE(at + 2)];
    // server_name_list length, name type, name length (RFC 6066 §3).
    if (type === serverNameExtension) return hello.toString('latin1', at + 9, at + 9 + hello.readUInt16BE(at + 7)).toLowerCase();
    at += 4 + length;
  }
  return '';
}
