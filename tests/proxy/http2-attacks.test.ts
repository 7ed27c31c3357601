// HTTP/2 as nobody speaks it who means well, from one client inside an intercepted tunnel. The proxy lives, its memory does not grow with
// what is sent, others are served meanwhile, and what is blocked stays blocked.
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mia, tom } from '../support/cast.ts';
import {
  flags,
  frame,
  frames,
  getRequest,
  keptField,
  listenToFrames,
  numberedField,
  plainField,
  preface,
  settingsFrame,
  uint32,
  type Heard,
} from '../support/http2-frames.ts';
import { open, tlsThrough, type Browser } from './support/browser.ts';
import { openProxiedSchool, type ProxiedSchool } from './support/proxied-school.ts';

const patience = 60_000;
let school: ProxiedSchool;
let hostile: Browser;
let other: Browser;

beforeAll(async () => {
  school = await openProxiedSchool({
    proxy: { limits: { headersTimeout: 1_000, idleTimeout: 2_000, closeTimeout: 200 } },
  });
  const to = { proxyPort: school.proxy.port, authority: school.authority.certificatePem };
  hostile = { ...to, credentials: await school.deviceOf(mia) };
  other = { ...to, credentials: await school.deviceOf(tom) };
  school.outside.page('allowed.test/long', (_request, response) => void response.end('x'.repeat(2_000_000)));
  school.outside.page('allowed.test/hang', () => undefined);
}, patience);
afterAll(() => school.close());

interface Client {
  readonly socket: TLSSocket;
  readonly heard: Heard[];
  /** Resolves when the connection is gone. */
  readonly gone: Promise<void>;
  /** Writes, and resolves when it was taken or the connection is gone. */
  say(bytes: Uint8Array): Promise<void>;
}

interface Speaks {
  readonly by?: Browser;
  readonly settings?: Parameters<typeof settingsFrame>[0];
  readonly greets?: boolean;
}

async function client({ by = hostile, settings = [], greets = true }: Speaks = {}): Promise<Client> {
  const socket = await tlsThrough(by, 'allowed.test:443', ['h2']);
  const heard: Heard[] = [];
  socket
    .on('error', () => {})
    .on(
      'data',
      listenToFrames((one) => void heard.push(one)),
    );
  const gone = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  const say = (bytes: Uint8Array): Promise<void> =>
    socket.destroyed ? Promise.resolve() : Promise.race([gone, new Promise<void>((taken) => void socket.write(bytes, () => taken()))]);
  if (greets) await say(Buffer.concat([preface, settingsFrame(settings)]));
  return { socket, heard, gone, say };
}

/** Pieces one after the other, until all are said or the connection is gone. */
async function flood({ socket, say }: Client, times: number, piece: (at: number) => Uint8Array, together = 100): Promise<void> {
  for (let at = 0; at < times && !socket.destroyed; at += together)
    await say(Buffer.concat(Array.from({ length: Math.min(together, times - at) }, (_, index) => piece(at + index))));
}

async function othersAreServed(): Promise<void> {
  expect((await open(other, 'https://allowed.test/')).status).toBe(200);
  expect((await open(hostile, 'https://games.test/')).status).toBe(403);
}

const memory = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss;
};
const request = (stream: number, path = '/', flag: number = flags.endHeaders | flags.endStream): Buffer =>
  frame(frames.headers, flag, stream, getRequest('allowed.test', path));

describe('a connection in which nobody asks for anything ends when a head would be due', () => {
  let patient: ProxiedSchool;
  let unhurried: Browser;
  beforeAll(async () => {
    // Idle time is longer than any test waits for.
    patient = await openProxiedSchool({ proxy: { limits: { headersTimeout: 500, idleTimeout: 10 * patience, closeTimeout: 200 } } });
    unhurried = {
      proxyPort: patient.proxy.port,
      authority: patient.authority.certificatePem,
      credentials: await patient.deviceOf(mia),
    };
  }, patience);
  afterAll(() => patient.close());

  test('without a word', { timeout: patience }, async () => {
    const { gone } = await client({ by: unhurried, greets: false });
    await gone;
  });

  test('with nothing but pings', { timeout: patience }, async () => {
    const silent = await client({ by: unhurried });
    const pings = setInterval(() => void silent.say(frame(frames.ping, 0, 0, Buffer.alloc(8))), 100);
    await silent.gone;
    clearInterval(pings);
  });

  test('with a head that never ends', { timeout: patience }, async () => {
    const slow = await client({ by: unhurried });
    await slow.say(frame(frames.headers, flags.endStream, 1, getRequest('allowed.test')));
    const letters = setInterval(() => void slow.say(frame(frames.continuation, 0, 1, plainField('a', 'b'))), 100);
    await slow.gone;
    clearInterval(letters);
  });
});

test('an answer that is never read ends, whatever else keeps the connection busy', { timeout: patience }, async () => {
  // SETTINGS_INITIAL_WINDOW_SIZE 0.
  const unread = await client({ settings: [[4, 0]] });
  await unread.say(request(1, '/long'));
  const pings = setInterval(() => void unread.say(frame(frames.ping, 0, 0, Buffer.alloc(8))), 100);
  const of = (kind: number): boolean => unread.heard.some(({ type, stream }) => type === kind && stream === 1);
  await expect.poll(() => of(frames.headers), { timeout: patience }).toBe(true);
  // On a machine that is slow to answer pings all of the connection is idle, and ends.
  await expect.poll(() => of(frames.reset) || unread.socket.destroyed, { timeout: patience }).toBe(true);
  clearInterval(pings);
  unread.socket.destroy();
  await othersAreServed();
});

test('requests that are taken back at once reach origins no oftener than they are let', { timeout: patience }, async () => {
  const before = school.outside.requestsTo('allowed.test').length;
  const grown = memory();
  const rapid = await client();
  const times = 10_000;
  await flood(rapid, times, (at) => Buffer.concat([request(2 * at + 1, '/hang'), frame(frames.reset, 0, 2 * at + 1, uint32(8))]));
  await othersAreServed();
  // Told to go, or cut off: not every one of them became a request.
  await expect
    .poll(() => rapid.socket.destroyed || rapid.heard.some(({ type }) => type === frames.goAway), { timeout: patience })
    .toBe(true);
  expect(school.outside.requestsTo('allowed.test').length - before).toBeLessThan(times / 2);
  expect(memory() - grown).toBeLessThan(200e6);
  rapid.socket.destroy();
});

const floods: [what: string, times: number, first: Buffer, piece: (at: number) => Buffer][] = [
  [
    'a head in ever more pieces',
    20_000,
    frame(frames.headers, flags.endStream, 1, getRequest('allowed.test')),
    () => frame(frames.continuation, 0, 1, plainField('a', 'b'.repeat(1_000))),
  ],
  [
    'empty pieces of a head',
    200_000,
    frame(frames.headers, flags.endStream, 1, getRequest('allowed.test')),
    () => frame(frames.continuation, 0, 1),
  ],
  ['settings', 50_000, Buffer.alloc(0), (at) => settingsFrame([[4, 65_535 + (at % 2)]])],
  ['pings', 100_000, Buffer.alloc(0), () => frame(frames.ping, 0, 0, Buffer.alloc(8))],
  ['priorities of streams that are not there', 50_000, Buffer.alloc(0), (at) => frame(frames.priority, 0, 2 * at + 1, Buffer.alloc(5, 1))],
  [
    'empty pieces of a body',
    100_000,
    frame(frames.headers, flags.endHeaders, 1, Buffer.concat([Buffer.from([0x83]), getRequest('allowed.test', '/hang').subarray(1)])),
    () => frame(frames.data, 0, 1),
  ],
  ['windows opened by one byte', 100_000, request(1, '/hang'), () => frame(frames.windowUpdate, 0, 0, uint32(1))],
  ['frames of a kind that is not known', 100_000, Buffer.alloc(0), () => frame(0xee, 0, 0, Buffer.alloc(100))],
];
test.each(floods)('a flood of %s', { timeout: patience }, async (_what, times, first, piece) => {
  const grown = memory();
  const flooding = await client();
  await flooding.say(first);
  await flood(flooding, times, piece, 1_000);
  await othersAreServed();
  expect(memory() - grown).toBeLessThan(200e6);
  flooding.socket.destroy();
});

test('a field that is kept once and named a thousand times is counted a thousand times', { timeout: patience }, async () => {
  const before = school.outside.requestsTo('allowed.test').length;
  const bomb = await client();
  const block = Buffer.concat([
    getRequest('allowed.test', '/bomb'),
    keptField('x-big', 'b'.repeat(3_000)),
    ...Array.from({ length: 1_000 }, () => numberedField(62)),
  ]);
  await bomb.say(frame(frames.headers, flags.endHeaders | flags.endStream, 1, block));
  const refused = ({ type, stream, payload }: Heard): boolean =>
    type === frames.goAway || (stream === 1 && (type === frames.reset || (type === frames.headers && payload[0] !== 0x88)));
  await expect.poll(() => bomb.socket.destroyed || bomb.heard.some(refused), { timeout: patience }).toBe(true);
  expect(
    school.outside
      .requestsTo('allowed.test')
      .slice(before)
      .filter(({ path }) => path === '/bomb'),
  ).toEqual([]);
  bomb.socket.destroy();
  await othersAreServed();
});

test.each([
  ['another authority than the tunnel’s', getRequest('games.test')],
  ['two authorities', Buffer.concat([getRequest('allowed.test'), plainField(':authority', 'games.test')])],
  ['a path that is a whole address', getRequest('allowed.test', 'https://games.test/')],
  ['a host that disagrees', Buffer.concat([getRequest('allowed.test'), plainField('host', 'games.test')])],
  ['a length and more bytes than it says', Buffer.concat([getRequest('allowed.test'), plainField('content-length', '0')])],
  ['a transfer coding', Buffer.concat([getRequest('allowed.test', '/te'), plainField('transfer-encoding', 'chunked')])],
])('no request of two readings goes on: %s', { timeout: patience }, async (what, block) => {
  const before = school.outside.received.length;
  const two = await client();
  const body = what.startsWith('a length');
  await two.say(frame(frames.headers, flags.endHeaders | (body ? 0 : flags.endStream), 1, block));
  if (body) await two.say(frame(frames.data, flags.endStream, 1, Buffer.from('GET / HTTP/1.1\r\nhost: games.test\r\n\r\n')));
  const answered = ({ type, stream }: Heard): boolean =>
    type === frames.goAway || (stream === 1 && (type === frames.reset || type === frames.headers));
  await expect.poll(() => two.socket.destroyed || two.heard.some(answered), { timeout: patience }).toBe(true);
  expect(school.outside.received.slice(before)).toEqual([]);
  two.socket.destroy();
});

test.each([
  ['a line break', plainField('x', 'a\r\nhost: games.test')],
  ['a colon in its name', plainField('x: y', 'z')],
  ['a capital in its name', plainField('X', 'z')],
  ['a NUL', plainField('x', 'a\0b')],
])('a field that HTTP cannot carry does not go on: %s', { timeout: patience }, async (_what, field) => {
  const before = school.outside.received.length;
  const odd = await client();
  await odd.say(frame(frames.headers, flags.endHeaders | flags.endStream, 1, Buffer.concat([getRequest('allowed.test'), field])));
  await expect.poll(() => odd.socket.destroyed || odd.heard.some(({ stream }) => stream === 1), { timeout: patience }).toBe(true);
  for (const { headers, host } of school.outside.received.slice(before))
    expect([host, Object.keys(headers).sort()]).toEqual(['allowed.test', ['connection', 'host', 'via']]);
  odd.socket.destroy();
});
