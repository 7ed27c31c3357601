// Names looked up past the school, and names hidden in the handshake: what the proxy sees of both.
import { randomBytes } from 'node:crypto';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleOf } from '#tests/policies/support/judging.ts';
import { mia, msOkafor } from '../support/cast.ts';
import { connectThrough, nextBytes, open } from './support/browser.ts';
import type { Ask, Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let teacher: Browser;

beforeAll(async () => {
  const lookups = { kind: 'expression' as const, expression: '^[^/]+/dns-query' };
  school = await openProxiedSchool({
    policy: { ...testPolicy, rules: [ruleOf('x', { id: 'lookups', audience: '8b', match: lookups })] },
  });
  const to = { proxyPort: school.proxy.port, authority: school.authority.certificatePem };
  pupil = { ...to, credentials: await school.deviceOf(mia) };
  teacher = { ...to, credentials: await school.deviceOf(msOkafor) };
});
afterAll(() => school.close());

const message = 'application/dns-message';
const post = (type: string): Ask => ({ method: 'POST', body: 'x', headers: { 'content-type': type, 'sec-fetch-dest': 'empty' } });

test.each([
  ['a question', 'https://own.test/a', post(message)],
  ['one through a relay', 'https://own.test/b', post('application/oblivious-dns-message')],
  ['what asks for an answer', 'https://own.test/c?dns=x', { headers: { accept: `*/*, ${message};q=0.9`, 'sec-fetch-dest': 'empty' } }],
])('%s is known by what it says of itself, on a host that nobody knows', async (_what, url, ask) => {
  expect((await open(pupil, url, ask)).status).toBe(403);
  const { host, pathname, search } = new URL(url);
  expect((await school.events()).at(-1)).toMatchObject({
    kind: 'blocked',
    rule: { id: 'lookups' },
    target: { host, path: pathname + search },
  });
  expect((await open(teacher, url, ask)).status).toBe(200);
});

test('other messages to the same address are judged by it alone', async () => {
  expect((await open(pupil, 'https://own.test/a', post('application/dns-messages'))).status).toBe(200);
});

test('a name server’s port is never opened; where look-ups are stopped, that is recorded as such', async () => {
  expect((await connectThrough(pupil, 'own.test:853')).status).toBe(403);
  expect((await school.events()).at(-1)).toMatchObject({
    kind: 'blocked',
    rule: { id: 'lookups' },
    target: { host: 'own.test', port: 853 },
  });
  expect((await connectThrough(teacher, 'own.test:853')).status).toBe(403);
  expect((await school.events()).at(-1)).toMatchObject({ kind: 'ordinary', target: { host: 'own.test', port: 853 }, status: 403 });
});

test('a handshake with an encrypted client hello (RFC 9849) is answered for the name outside: browsers send empty ones to everybody', async () => {
  const { status, socket } = await connectThrough(pupil, 'own.test:443');
  expect(status).toBe(200);
  socket.write(withEncryptedHello(await clientHelloFor('own.test')));
  const answer = await nextBytes(socket);
  socket.destroy();
  // A record of the handshake whose first message is a ServerHello (RFC 8446 §4.1.3), not an alert.
  expect([answer[0], answer[5]]).toEqual([22, 2]);
});

/** The first record that a TLS client sends. */
function clientHelloFor(servername: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const wire = new Duplex({
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        resolve(chunk);
        done();
      },
    });
    connectTls({ socket: wire, servername, minVersion: 'TLSv1.3' }).on('error', () => {});
  });
}

/** The same with an extension `encrypted_client_hello` of the outer kind before all others: as GREASE has it, random bytes. */
function withEncryptedHello(record: Buffer): Buffer {
  let at = 5 + 4 + 2 + 32;
  at += 1 + record.readUInt8(at);
  at += 2 + record.readUInt16BE(at);
  at += 1 + record.readUInt8(at);
  // Outer, HKDF-SHA256 with AES-128-GCM, config id, key, payload.
  const inner = Buffer.concat([Buffer.from('0000010001', 'hex'), randomBytes(1), lengthed(randomBytes(32)), lengthed(randomBytes(208))]);
  const extension = Buffer.concat([Buffer.from('fe0d', 'hex'), lengthed(inner)]);
  const hello = Buffer.concat([record.subarray(0, at + 2), extension, record.subarray(at + 2)]);
  hello.writeUInt16BE(record.readUInt16BE(at) + extension.length, at);
  hello.writeUIntBE(record.readUIntBE(6, 3) + extension.length, 6, 3);
  hello.writeUInt16BE(record.readUInt16BE(3) + extension.length, 3);
  return hello;
}

function lengthed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
