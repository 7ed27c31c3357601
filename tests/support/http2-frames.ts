// Frames of HTTP/2 written by hand (RFC 9113 §4.1), for what no client that behaves would send.

export const frames = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
export const flags = { endStream: 1, acknowledged: 1, endHeaders: 4 } as const;

/** RFC 9113 §3.4, without the settings that must follow. */
export const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

export function frame(type: number, flag: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flag, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** @param values by identifier (RFC 9113 §6.5.2) */
export function settingsFrame(values: readonly (readonly [id: number, value: number])[] = []): Buffer {
  const payload = Buffer.alloc(6 * values.length);
  values.forEach(([id, value], at) => {
    payload.writeUInt16BE(id, 6 * at);
    payload.writeUInt32BE(value, 6 * at + 2);
  });
  return frame(frames.settings, 0, 0, payload);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A string of HPACK as it is (RFC 7541 §5.2), of at most 126 bytes unless `length` is written otherwise. */
const text = (value: string): Buffer => Buffer.concat([integer(value.length, 7, 0), Buffer.from(value, 'latin1')]);

/** RFC 7541 §5.1. */
function integer(value: number, bits: number, high: number): Buffer {
  const most = 2 ** bits - 1;
  if (value < most) return Buffer.from([high | value]);
  const bytes = [high | most];
  let rest = value - most;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** A field that is kept in the table for later (RFC 7541 §6.2.1), which then is number 62. */
export const keptField = (name: string, value: string): Buffer => Buffer.concat([Buffer.from([0x40]), text(name), text(value)]);

/** A field by its number in the table (RFC 7541 §6.1). */
export const numberedField = (number: number): Buffer => integer(number, 7, 0x80);

export const plainField = (name: string, value: string): Buffer => Buffer.concat([Buffer.from([0]), text(name), text(value)]);

/** `:method GET`, `:scheme https`, `:path /` or another, and `:authority` (RFC 7541 appendix A). */
export const getRequest = (authority: string, path = '/'): Buffer =>
  Buffer.concat([
    Buffer.from([0x82, 0x87]),
    path === '/' ? Buffer.from([0x84]) : Buffer.concat([Buffer.from([0x04]), text(path)]),
    Buffer.concat([Buffer.from([0x01]), text(authority)]),
  ]);

export interface Heard {
  readonly type: number;
  readonly flag: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** Takes what comes apart into frames, and tells each. */
export function listenToFrames(tell: (heard: Heard) => void): (chunk: Buffer) => void {
  let waiting = Buffer.alloc(0);
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 9) {
      const end = 9 + waiting.readUIntBE(0, 3);
      if (waiting.length < end) return;
      const [type, flag, stream] = [waiting.readUInt8(3), waiting.readUInt8(4), waiting.readUInt32BE(5) & 0x7fffffff];
      tell({ type, flag, stream, payload: waiting.subarray(9, end) });
      waiting = waiting.subarray(end);
    }
  };
}
