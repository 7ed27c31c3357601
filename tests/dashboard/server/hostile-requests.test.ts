import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaller, type Caller } from './support/caller.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent } from './support/samples.ts';

let house: House;
let lead: Caller;
const event = blockedEvent(Date.parse('2026-11-26T09:00:00Z'));
const note = { event: event.id, title: 'Games again', note: '' };
beforeAll(async () => {
  house = await openHouse();
  await house.school.events.append([event]);
  lead = await house.signIn('safeguarding-lead');
});
afterAll(() => house.close());

test('a page of another site cannot act for somebody who is signed in', async () => {
  const count = async () => (await house.school.incidents.list(100)).length;
  const before = await count();
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.test' },
    { 'sec-fetch-site': 'same-origin', origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' },
    { origin: house.dashboard.url.replace('http:', 'https:') },
    { origin: `${house.dashboard.url}.evil.test` },
  ]) {
    const answer = await lead.post('/api/incidents', note, headers);
    expect(answer.status, JSON.stringify(headers)).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect(await count()).toBe(before);
  expect((await lead.post('/api/incidents', note)).status).toBe(200);
});

test('a page of another site cannot sign its visitor in, nor ask in their name', async () => {
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' };
  expect((await house.nobody.post('/api/session', { email: 'a@b.test', password: 'x' }, elsewhere)).status).toBe(403);
  expect(
    (await house.nobody.post(`/api/ask/${event.id}`, { wholeSite: true, lesson: null, reason: 'Open it please' }, elsewhere)).status,
  ).toBe(403);
  expect(await house.school.requests.list({ limit: 10 })).toEqual([]);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])(
  'a body of the type %s is refused',
  async (type) => {
    expect((await lead.post('/api/incidents', note, { 'content-type': type })).status).toBe(415);
  },
);

test('a body of more than a megabyte is refused, and before it is read when nobody is signed in', async () => {
  const big = JSON.stringify({ ...note, note: 'x'.repeat(1024 * 1024) });
  expect((await lead.post('/api/incidents', big)).status).toBe(413);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(house.dashboard.port, '127.0.0.1', () => {
      socket.write('POST /api/incidents HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n{');
    });
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
});

test('wrong shapes are told by field, in plain words', async () => {
  const answer = await lead.post('/api/incidents', { event: 7, title: 'x', note: null });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toMatchObject({
    type: 'about:blank',
    status: 400,
    title: 'Something in this was not understood',
    detail: 'event: This must be text. title: Use at least 3 characters. note: This must be text.',
    errors: [
      { field: 'event', message: 'This must be text.' },
      { field: 'title', message: 'Use at least 3 characters.' },
      { field: 'note', message: 'This must be text.' },
    ],
  });
  expect((await lead.post(`/api/events/${event.id}/unmask`, { reason: 'why not' })).json).toMatchObject({
    detail: 'reason: Say why in at least 10 characters.',
  });
  expect((await lead.get('/api/events?limit=1000')).json).toMatchObject({ detail: 'limit: This must be at most 200.' });
  expect((await lead.get('/api/events?kind=blocked,nonsense')).json).toMatchObject({ status: 400 });
  const unknown = await lead.post(`/api/incidents`, {});
  expect(unknown.json).toMatchObject({ detail: 'event: This is missing. title: This is missing. note: This is missing.' });
});

test.each([
  ['not JSON', '{"event":'],
  ['a bare word', 'hello'],
  ['a number', '17'],
  ['an array', '[]'],
  ['null', 'null'],
  ['a prototype', '{"__proto__":{"admin":true},"event":"x","title":"abc","note":""}'],
  ['a constructor', '{"constructor":{"prototype":{"admin":true}},"event":"x","title":"abc","note":""}'],
  ['deep nesting', '['.repeat(50_000)],
])('a body that is %s is refused without harm', async (_what, body) => {
  const answer = await lead.post('/api/incidents', body);
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({ status: 400, title: 'Something in this was not understood' });
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
});

test('text that would be SQL, markup or a path is kept and shown as the text that it is', async () => {
  const title = `'); DROP TABLE incident; -- <script>alert(1)</script> ../../etc/passwd \u0000 \u202e`;
  const { json } = await lead.post('/api/incidents', { ...note, title });
  const { json: shown } = await lead.get(`/api/incidents/${String(json?.['id'])}`);
  expect(shown).toMatchObject({ incident: { title } });
  for (const id of ["' OR '1'='1", '%27%20OR%201%3D1', '..%2F..%2Fetc%2Fpasswd', '__proto__', 'constructor', '%00', 'x'.repeat(99)]) {
    expect((await lead.get(`/api/incidents/${id}`)).status, id).toBe(404);
  }
  for (const query of ["category=' OR 1=1 --", 'cursor=../../x', 'phase=a&phase=b', 'category=__proto__'])
    expect((await lead.get(`/api/events?${query}`)).json, query).toSatisfy(
      (answer: { events?: unknown[]; status?: number }) => answer.events?.length === 0 || answer.status === 400,
    );
});

test.each([
  '/api/nothing',
  '/api/events/x/y',
  '/api',
  '/API/me',
  '/api/me/',
  '/nothing',
  '/%',
  '/%ff',
  '//api/me',
  '/assets/../../schoolgate.sqlite',
  '/..%2fschoolgate.sqlite',
  '/index.html',
  '/.env',
  '/long',
])('nothing is at %s', async (short) => {
  const path = short === '/long' ? `/${'x'.repeat(3000)}` : short;
  const answer = await lead.get(path);
  expect([400, 404]).toContain(answer.status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.text).not.toMatch(/node_modules|at \w+ \(|Error:/);
});

test('other methods than the declared ones are not answered', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'.replace('TRACE', 'SEARCH')])
    expect((await lead.call(method, '/api/me')).status, method).toBe(404);
});

test('a failure inside says nothing of the inside, and its id is in the log without the message', async () => {
  const inside = await openHouse({
    lists: () => Promise.reject(new Error('could not read mia@greenfield.test from https://secret.test/')),
  });
  const committee = await inside.signIn('committee');
  const answer = await committee.post('/api/policy', { base: 1, change: { unknownSites: { everyone: 'warn' } }, why: 'A try' });
  expect(answer.status).toBe(500);
  expect(answer.text).not.toMatch(/mia|secret|could not read|\.ts/);
  const line = inside.logged.find((one) => one.includes('a request failed'));
  expect(line).toContain(String(answer.json?.['id']));
  expect(line).toContain('"at":["at ');
  expect(line).not.toMatch(/mia|secret|could not read/);
  await inside.close();
});

test('strict headers are on every answer', async () => {
  for (const path of ['/', '/api/me', '/nothing', '/proxy.pac', '/assets/index-Ab3dE6gH.js']) {
    const { headers } = await lead.get(path);
    expect(headers.get('content-security-policy'), path).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  }
  expect((await lead.get('/api/me')).headers.get('cache-control')).toBe('no-store');
  expect((await house.nobody.get('/api/me')).headers.get('cache-control')).toBe('no-store');
});

test('tries without end are slowed down', async () => {
  const own = await openHouse();
  const statuses: number[] = [];
  for (let tries = 0; tries < 32; tries++)
    statuses.push((await createCaller(own.dashboard.url).post('/api/session/one-time', { token: `guess-${tries}` })).status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(30);
  const slowed = await own.nobody.post('/api/session/one-time', { token: 'guess' });
  expect([slowed.status, slowed.json?.['title']]).toEqual([429, 'Too many tries']);
  expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
  await own.close();
});
