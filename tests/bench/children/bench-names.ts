// Names of the benchmark's private network: every name is at 127.0.0.1 (RFC 1035, one question a message).
import { createSocket } from 'node:dgram';
import { z } from 'zod';
import { ready, settings } from './settings.ts';

await settings((message) => z.object({}).parse(message));
const socket = createSocket('udp4');
socket.on('message', (query, from) => {
  let end = 12;
  while (end < query.length && (query[end] ?? 0) !== 0) end += (query[end] ?? 0) + 1;
  const question = query.subarray(12, end + 5);
  const isAddress = query.readUInt16BE(end + 1) === 1;
  const head = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x85, 0x80, 0, 1, 0, isAddress ? 1 : 0, 0, 0, 0, 0]);
  const answer = isAddress ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 2, 0x58, 0, 4, 127, 0, 0, 1]) : Buffer.alloc(0);
  socket.send(Buffer.concat([head, question, answer]), from.port, from.address);
});
socket.bind(53, '127.0.0.1', () => ready({ port: 53 }, () => void socket.close()));
