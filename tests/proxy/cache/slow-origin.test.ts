// A lesson's page in front of an origin that is slow, broken or gone while a whole class asks.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCachedOrigin, type Answered, type Ask, type CachedOrigin, type Handler } from './cached-origin.ts';

let site: CachedOrigin;
beforeEach(async () => {
  site = await openCachedOrigin();
});
afterEach(() => site.close());

const hour = 3_600_000;
const page =
  (headers: Record<string, string>, body = 'lesson', status = 200): Handler =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
async function lessonWith(headers: Record<string, string>, ask: Ask = {}, body = 'lesson', status = 200): Promise<void> {
  site.handler = page(headers, body, status);
  await site.get('/lesson', { purpose: 'precache', ...ask });
  await site.cache.holds(`${site.base}/lesson`, site.now);
  await site.cache.pin([`${site.base}/lesson`], site.now + hour);
  site.now += 120_000;
  site.received.length = 0;
}
const thirty = (ask: Ask = {}): Promise<Answered[]> => Promise.all(Array.from({ length: 30 }, () => site.get('/lesson', ask)));
const silent: Handler = () => undefined;

test('thirty ask for a page whose origin does not answer: it is asked once, and all have the copy after three seconds', async () => {
  await lessonWith({ 'Content-Type': 'text/html' });
  site.handler = silent;
  const began = performance.now();
  const answers = await thirty();
  expect(performance.now() - began).toBeLessThan(4500);
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 lesson']));
  expect(site.received).toHaveLength(1);
});

test.each([{ 'Cache-Control': 'max-age=0' }, { Expires: '0' }, { Pragma: 'x' }, { 'Cache-Control': 'max-age=0', ETag: '"1"' }])(
  'a page that is stale at once is kept for the lesson, and stands in for an origin that answers 503 or is gone: %j',
  async (headers) => {
    await lessonWith(headers);
    site.handler = page({}, 'broken', 503);
    expect(await thirty()).toSatisfy((answers: Answered[]) => answers.every(({ text }) => text === 'lesson'));
    expect(site.received).toHaveLength(1);
    await site.switchOff();
    expect(await site.get('/lesson')).toMatchObject({ status: 200, text: 'lesson' });
  },
);

test.each([304, 200])('thirty who open a page that is stale at once ask its origin once: %i', async (status) => {
  await lessonWith({ 'Cache-Control': 'max-age=0', ETag: '"1"' });
  site.handler = (_request, response) => {
    setTimeout(
      () => response.writeHead(status, { 'Cache-Control': 'max-age=0', ETag: '"1"' }).end(status === 200 ? 'anew' : undefined),
      50,
    );
  };
  const answers = await thirty();
  expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([status === 200 ? 'anew' : 'lesson']));
  expect(site.received).toHaveLength(1);
});

test('each of thirty asks where the origin wants to be asked each time', async () => {
  await lessonWith({ 'Cache-Control': 'no-cache', ETag: '"1"' });
  site.handler = (_request, response) => {
    setTimeout(() => response.writeHead(304, { 'Cache-Control': 'no-cache', ETag: '"1"' }).end(), 50);
  };
  expect(new Set((await thirty()).map(({ text }) => text))).toEqual(new Set(['lesson']));
  expect(site.received).toHaveLength(30);
});

test('parts of a film that is held whole are given from the copy', async () => {
  await lessonWith({ 'Cache-Control': 'max-age=9', ETag: '"film"' }, {}, '0123456789');
  await site.switchOff();
  const asked = { headers: { Range: 'bytes=4-' } };
  for (const part of await thirty(asked)) expect([part.status, part.text]).toEqual([206, '456789']);
});

const fromFour = { headers: { Range: 'bytes=4-7' } };
const partOfFilm = { 'Cache-Control': 'max-age=9', 'Content-Range': 'bytes 4-7/10', 'Content-Length': '4' };

test.each([
  ['is gone', () => site.switchOff()],
  ['answers 503', async () => void (site.handler = page({}, 'broken', 503))],
  ['does not answer', async () => void (site.handler = silent)],
])('parts of a film that is held in parts are given from these when its origin %s', async (_how, trouble) => {
  await lessonWith(partOfFilm, fromFour, '4567', 206);
  await trouble();
  for (const part of await thirty(fromFour)) expect([part.status, part.text, part.cache]).toEqual([206, '4567', expect.any(String)]);
  const within = await site.get('/lesson', { headers: { Range: 'bytes=5-6' } });
  expect([within.status, within.text, within.cache]).toEqual([206, '56', expect.stringContaining('detail=pinned')]);
});

test('parts that must not be used stale are not', async () => {
  await lessonWith({ ...partOfFilm, 'Cache-Control': 'max-age=9, must-revalidate' }, fromFour, '4567', 206);
  await site.switchOff();
  expect((await site.get('/lesson', fromFour)).status).toBe(502);
});

test('a pupil who is signed in gets the lesson’s copy, and what their own answer was is given to nobody else', async () => {
  await lessonWith({ 'Content-Type': 'text/html' });
  site.handler = page({ 'Set-Cookie': 'sid=2' }, 'Welcome back, Mia');
  expect((await site.get('/lesson', { headers: { Cookie: 'sid=1' } })).text).toBe('Welcome back, Mia');
  await site.switchOff();
  for (const headers of [{}, { Cookie: 'sid=1' }]) {
    const served = await site.get('/lesson', { headers });
    expect([served.text, served.header('set-cookie')]).toEqual(['lesson', null]);
  }
});
