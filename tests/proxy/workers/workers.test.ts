// Several workers on one port: what they share, and what the death of one does to the others.
import { Agent, type IncomingMessage } from 'node:http';
import { presenceSchema } from '#policies/contracts/extension-api.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, recorded } from '../../support/events.ts';
import { open } from '../support/browser.ts';
import { ask, begin, openPooledSchool, type PooledSchool } from './pooled-school.ts';

let shared: PooledSchool;
beforeAll(async () => void (shared = await openPooledSchool()), 60_000);
afterAll(() => shared.close(), 60_000);

const times = <T>(count: number, work: (turn: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, turn) => work(turn)));

test('thirty clients that open one page make one request of the origin, and later ones none, whichever worker they meet', async () => {
  const { pool, outside } = shared;
  outside.page('lesson.test/page', (_request, response) => {
    setTimeout(() => response.writeHead(200, { 'cache-control': 'max-age=600' }).end('the lesson'), 300);
  });
  const answers = await times(30, () => ask(pool.port, 'http://lesson.test/page'));
  expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 30 }, () => 'the lesson'));
  const later = await times(20, () => ask(pool.port, 'http://lesson.test/page'));
  expect(later.every(({ cacheStatus }) => cacheStatus.includes('hit'))).toBe(true);
  expect(outside.requestsTo('lesson.test').length).toBe(1);
});

test('what is not to be shared is fetched for everybody, and nobody waits long', async () => {
  const { pool, outside } = shared;
  outside.page('own.test/', (_request, response) => void response.writeHead(200, { 'cache-control': 'no-store' }).end('yours'));
  const answers = await times(20, () => ask(pool.port, 'http://own.test/'));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(outside.requestsTo('own.test').length).toBe(20);
});

test('a new bundle is in force in all workers, and connections that stand go on', async () => {
  const { pool, publish } = shared;
  const agents = Array.from({ length: 8 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const statuses = (): Promise<number[]> =>
    times(agents.length, (turn) => ask(pool.port, 'http://casino.test/', agents[turn]).then(({ status }) => status));
  expect(new Set(await statuses())).toEqual(new Set([200]));
  const sockets = agents.map(({ freeSockets }) => Object.values(freeSockets)[0]?.[0]);
  await publish(['casino.test']);
  await eventually('all workers block', async () => (await statuses()).every((status) => status === 403), 20_000);
  expect(agents.map(({ freeSockets }) => Object.values(freeSockets)[0]?.[0])).toEqual(sockets);
  for (const agent of agents) agent.destroy();
});

test('who went on after a warning at one worker is not warned by the others', async () => {
  const { pool, publish } = shared;
  await publish(['casino.test'], 'warn');
  const browser = { proxyPort: pool.port, authority: '', credentials: null };
  const url = 'http://casino.test/';
  await expect.poll(async () => (await open(browser, url)).text, { timeout: 20_000 }).toContain('Think before you go on');
  const token = /name="token" value="([^"]+)"/.exec((await open(browser, url)).text)?.[1] ?? '';
  const form = { origin: 'http://casino.test', 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ token }).toString();
  expect(await open(browser, `${url}.well-known/schoolgate/go-on`, { method: 'POST', headers: form, body })).toMatchObject({ status: 303 });
  expect(await times(16, async () => (await open(browser, url)).status)).toEqual(Array.from({ length: 16 }, () => 200));
});

test('presence says how many workers there are', async () => {
  const { pool, credentials } = shared;
  const fields = { 'proxy-authorization': credentials };
  const { text } = await ask(pool.port, 'http://schoolgate.internal/presence?nonce=n', new Agent(), fields);
  expect(presenceSchema.parse(JSON.parse(text)).workers).toEqual({ up: 2, of: 2 });
});

test.each(['fault.test', 'exit.test'])(
  'a worker that dies (%s) takes its own connections only, is replaced, and its events are kept',
  async (deadly) => {
    const { pool, outside, school } = shared;
    const deaths = pool.deaths();
    const held: IncomingMessage[] = [];
    const host = `held-${deadly}`;
    const ends: (() => void)[] = [];
    outside.page(`${host}/`, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' }).write('begun ');
      ends.push(() => void response.end('and ended'));
    });
    for (const turn of Array.from({ length: 16 }).keys()) held.push(await begin(pool.port, `http://${host}/?${turn}`));
    const whole = held.map(
      (response) =>
        new Promise<boolean>((resolve) => {
          let text = '';
          response.on('data', (chunk) => (text += chunk));
          response.on('close', () => resolve(text === 'begun and ended'));
          response.on('error', () => undefined);
        }),
    );
    await ask(pool.port, `http://${deadly}/`).catch(() => undefined);
    await eventually('a death is counted', () => pool.deaths() === deaths + 1, 20_000);
    for (const end of ends) end();
    const survived = (await Promise.all(whole)).filter(Boolean).length;
    expect(survived).toBeGreaterThan(0);
    expect(survived).toBeLessThan(16);
    await eventually('the worker is replaced', () => pool.up() === 2, 30_000);
    const seen = async (): Promise<number> => (await recorded(school)).filter(({ target }) => target.host === host).length;
    await eventually('the events of all sixteen are in the store', async () => (await seen()) === 16, 10_000);
    expect((await times(8, () => ask(pool.port, 'http://after.test/'))).every(({ status }) => status === 200)).toBe(true);
  },
  90_000,
);

test('what one address may have is counted for all workers, and what a dead one held is free; stopping lets downloads end', async () => {
  const school = await openPooledSchool({ limits: { exchangesPerAddress: 6, closeTimeout: 30_000 } });
  const { pool, outside } = school;
  const ends: (() => void)[] = [];
  outside.page('film.test/', (_request, response) => {
    response.writeHead(200, { 'content-type': 'video/mp4', 'cache-control': 'no-store' }).write('first ');
    ends.push(() => void response.end('last'));
  });
  const film = async (turn: number): Promise<string | number> => {
    const response = await begin(pool.port, `http://film.test/?${turn}`);
    if (response.statusCode !== 200) return response.resume().statusCode ?? 0;
    return (await response.setEncoding('utf8').toArray()).join('');
  };
  const before = Promise.allSettled(Array.from({ length: 5 }, (_, turn) => film(turn)));
  await eventually('five are on their way', () => ends.length === 5, 20_000);
  // The dying worker holds at least this exchange.
  await ask(pool.port, 'http://exit.test/').catch(() => undefined);
  await eventually('the worker is replaced', () => pool.deaths() === 1 && pool.up() === 2, 30_000);
  for (const end of ends.splice(0)) end();
  await before;

  const films = times(6, film);
  await eventually('six are on their way', () => ends.length === 6, 20_000);
  expect((await ask(pool.port, 'http://other.test/')).status).toBe(503);

  const closed = pool.close();
  const refused = (): Promise<boolean> =>
    ask(pool.port, 'http://new.test/').then(
      () => false,
      () => true,
    );
  await eventually('nothing new is taken', refused, 20_000);
  for (const end of ends) end();
  expect(await films).toEqual(Array.from({ length: 6 }, () => 'first last'));
  await closed;
  await school.close();
}, 90_000);
