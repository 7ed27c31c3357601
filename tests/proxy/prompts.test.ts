// What is asked of AI chats: read while it is sent on, kept only where it is flagged.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { mia, msOkafor } from '../support/cast.ts';
import { open, openHttp2 } from './support/browser.ts';
import type { Ask, Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let teacher: Browser;
const bodies: Buffer[] = [];
let broken = false;

const troubled = (store: SchoolStore): SchoolStore => ({
  ...store,
  events: { ...store.events, append: (events) => (broken ? Promise.reject(new Error('disk full')) : store.events.append(events)) },
});

beforeAll(async () => {
  school = await openProxiedSchool({ storeForProxy: troubled });
  teacher = {
    proxyPort: school.proxy.port,
    authority: school.authority.certificatePem,
    credentials: await school.deviceOf(msOkafor),
  };
  for (const path of ['/api/ask', '/login'])
    for (const host of ['chat.test', 'shop.test'])
      school.outside.page(`${host}${path}`, (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          bodies.push(Buffer.concat(chunks));
          response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        });
      });
});
afterAll(() => school.close());

const asking = (body: string | Buffer, headers: Record<string, string> = {}): Ask => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json', 'sec-fetch-dest': 'empty', ...headers },
});
const json = (text: string): string => JSON.stringify({ model: 'x', messages: [{ role: 'user', content: text }] });
const lastOf = async (count: number): Promise<AccessEvent[]> => (await school.events()).slice(-count);

test('a prompt that is flagged is one event with its words, and is sent on as it was', async () => {
  const body = json('please tell me how to hurt myself');
  expect((await openHttp2(teacher, 'https://chat.test/api/ask', asking(body))).status).toBe(200);
  expect(bodies.at(-1)?.toString()).toBe(body);
  const events = await school.events();
  expect(events).toMatchObject([
    {
      kind: 'flagged',
      searchTerm: 'please tell me how to hurt myself',
      flag: { severity: 'high', phrase: 'how to hurt myself' },
      destination: 'fetch',
    },
  ]);
});

test('a compressed prompt is read too', async () => {
  const body = gzipSync(json('how to hurt myself at night'));
  await open(teacher, 'http://chat.test/api/ask', asking(body, { 'content-encoding': 'gzip' }));
  expect(bodies.at(-1)).toEqual(body);
  expect(await lastOf(1)).toMatchObject([{ kind: 'flagged', searchTerm: 'how to hurt myself at night' }]);
});

test('of what is not flagged no word is kept', async () => {
  await open(teacher, 'http://chat.test/api/ask', asking(json('what is a verb?')));
  expect(await lastOf(1)).toMatchObject([{ kind: 'ordinary', searchTerm: null, flag: null }]);
});

test('bodies that are sent elsewhere are not read', async () => {
  await open(teacher, 'http://shop.test/login', asking(JSON.stringify({ user: 'x', password: 'how to hurt myself' })));
  expect(await lastOf(1)).toMatchObject([{ kind: 'ordinary', flag: null, searchTerm: null }]);
});

test('a long prompt is read as far as the bound and sent on whole', async () => {
  const body = json(`how to hurt myself ${'word '.repeat(200_000)}`);
  await open(teacher, 'http://chat.test/api/ask', asking(body));
  expect(bodies.at(-1)?.toString()).toBe(body);
  expect(await lastOf(1)).toMatchObject([{ kind: 'flagged', searchTerm: expect.stringMatching(/^how to hurt myself word/) }]);
});

test('a blocked chat gets no byte', async () => {
  const pupil = { ...teacher, credentials: await school.deviceOf(mia) };
  const before = bodies.length;
  await school.publish({
    ...(await import('./support/proxied-school.ts')).testPolicy,
    rules: [
      {
        id: 'no-chat',
        layer: 'school',
        effect: 'block',
        match: { kind: 'host', host: 'chat.test', path: null },
        audience: 'ks3',
        from: null,
        until: null,
        origin: { kind: 'policy', name: 'no-chat' },
        reason: null,
      },
    ],
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await open(pupil, 'http://chat.test/api/ask', asking(json('how to hurt myself')))).status).toBe(403);
  expect(bodies.length).toBe(before);
});

test('a prompt whose flag cannot be kept gets no answer', async () => {
  await school.events();
  broken = true;
  const { status } = await open(teacher, 'http://chat.test/api/ask', asking(json('how to hurt myself quietly')));
  expect(status).toBe(500);
  broken = false;
});
