// What becomes an access event, and that nobody is shown a page before its event is kept.
import { expect, test } from 'vitest';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { mia, msOkafor } from '../support/cast.ts';
import { html } from '../support/origin-site.ts';
import { connectThrough, open, openHttp2, openResponse } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool, ProxiedSchoolOptions } from './support/proxied-school.ts';

async function withSchool(options: ProxiedSchoolOptions, story: (school: ProxiedSchool, pupil: Browser) => Promise<void>): Promise<void> {
  const school = await openProxiedSchool(options);
  try {
    await story(school, {
      proxyPort: school.proxy.port,
      authority: school.authority.certificatePem,
      credentials: await school.deviceOf(mia),
    });
  } finally {
    await school.close();
  }
}

/** A store whose event table can be slow or broken. */
function troubled(
  school: SchoolStore,
  append: (events: readonly AccessEvent[], really: () => Promise<void>) => Promise<void>,
): SchoolStore {
  return { ...school, events: { ...school.events, append: (events) => append(events, () => school.events.append(events)) } };
}

test('a page is recorded with who, where and what; its parts are not', () =>
  withSchool({}, async (school, pupil) => {
    await open(pupil, 'https://allowed.test/lesson?x=1');
    await openHttp2(pupil, 'https://allowed.test/picture.png', { headers: { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' } });
    school.outside.page('allowed.test/data', (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    );
    await open(pupil, 'https://allowed.test/data', { headers: { 'sec-fetch-dest': 'empty' } });
    const events = await school.events();
    expect(events.map(({ target }) => target.path)).toEqual(['/lesson?x=1', '/picture.png']);
    expect(events[0]).toMatchObject({
      kind: 'ordinary',
      enforcedBy: { point: 'proxy', id: 'proxy-1' },
      bundle: 1,
      subject: 'mia',
      phase: 'ks3',
      groups: ['8b', 'year-8', 'ks3', '11-to-16'],
      device: 'device-1',
      clientAddress: '127.0.0.1',
      target: { scheme: 'https', host: 'allowed.test', port: 443, path: '/lesson?x=1' },
      destination: 'document',
      userAct: true,
      effect: 'allow',
      status: 200,
    });
  }));

test('a page that a client asks for as a picture is recorded all the same, and so is whatever changes something', () =>
  withSchool({}, async (school, pupil) => {
    await open(pupil, 'https://allowed.test/hidden', { headers: { 'sec-fetch-dest': 'image' } });
    school.outside.page('allowed.test/save', (_request, response) => response.writeHead(204).end());
    await open(pupil, 'https://allowed.test/save', { method: 'POST', body: 'x', headers: { 'sec-fetch-dest': 'empty' } });
    expect((await school.events()).map(({ target, status }) => [target.path, status])).toEqual([
      ['/hidden', 200],
      ['/save', 204],
    ]);
  }));

test('a blocked page’s event is durable before the first byte of the answer', async () => {
  let release: () => void = () => {};
  let waiting = 0;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const storeForProxy = (school: SchoolStore): SchoolStore =>
    troubled(school, async (_events, really) => {
      waiting += 1;
      await gate;
      await really();
    });
  await withSchool({ storeForProxy }, async (school, pupil) => {
    let answered = false;
    const page = open(pupil, 'http://games.test/').finally(() => (answered = true));
    await expect.poll(() => waiting).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answered).toBe(false);
    release();
    const { text } = await page;
    const reference = /\/ask\/([0-9A-Z]{12})/.exec(text)?.[1] ?? '';
    expect(await school.school.events.byId(reference)).toMatchObject({
      kind: 'blocked',
      subject: 'mia',
      category: 'games',
      status: 403,
      list: { id: 'games', line: 1 },
    });
  });
});

test('the reference on a block page finds the event at the moment the first byte arrives', () =>
  withSchool({}, async (school, pupil) => {
    for (let round = 0; round < 10; round++) {
      const response = await openResponse(pupil, 'http://games.test/');
      const [first] = (await response.iterator({ destroyOnReturn: false }).next()).value === undefined ? [] : [true];
      expect(first).toBe(true);
      expect((await school.school.events.find({ limit: 100, kinds: ['blocked'] })).events).toHaveLength(round + 1);
      response.destroy();
    }
  }));

test('while the store fails nobody gets a page, blocked or allowed; when it works again nothing is missing or twice', async () => {
  let broken = false;
  const storeForProxy = (school: SchoolStore): SchoolStore =>
    troubled(school, (_events, really) => (broken ? Promise.reject(new Error('disk full')) : really()));
  await withSchool({ storeForProxy }, async (school, pupil) => {
    await open(pupil, 'http://allowed.test/before');
    broken = true;
    const blocked = await open(pupil, 'http://games.test/');
    expect(blocked.status).toBe(500);
    expect(blocked.text).not.toContain('/ask/');
    // The ordinary event of `/before` finds out that the store is broken; from then on everything is refused.
    await expect.poll(async () => (await open(pupil, 'http://allowed.test/during')).status).toBe(500);
    const reached = school.outside.received.length;
    expect(await open(pupil, 'https://allowed.test/during')).toMatchObject({ status: 500 });
    expect(school.outside.received).toHaveLength(reached);
    broken = false;
    await expect.poll(async () => (await open(pupil, 'http://allowed.test/after')).status).toBe(200);
    const paths = (await school.events()).map(({ target }) => target.path);
    expect(paths.filter((path) => path === '/before')).toHaveLength(1);
    expect(paths.filter((path) => path === '/after')).toHaveLength(1);
    expect(paths).not.toContain('/');
  });
});

test('a store that cannot say who somebody is lets nobody through', async () => {
  const storeForProxy = (school: SchoolStore): SchoolStore => ({
    ...school,
    devices: { ...school.devices, byId: () => Promise.reject(new Error('gone')) },
  });
  await withSchool({ storeForProxy }, async (school, pupil) => {
    expect(await open(pupil, 'http://allowed.test/')).toMatchObject({ status: 500 });
    expect((await connectThrough(pupil, 'allowed.test:443')).status).toBe(500);
    expect(school.outside.received).toEqual([]);
  });
});

test('events that wait are saved when the proxy stops', async () => {
  const school = await openProxiedSchool();
  const pupil = { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: await school.deviceOf(mia) };
  await open(pupil, 'http://allowed.test/last');
  await school.proxy.close();
  expect((await school.school.events.find({ limit: 10 })).events.map(({ target }) => target.path)).toEqual(['/last']);
  await school.close();
});

test('a helpline is opened and nothing at all is recorded', () =>
  withSchool({}, async (school, pupil) => {
    expect(await open(pupil, 'https://helpline.test/talk')).toMatchObject({ status: 200 });
    expect(await open(pupil, 'http://helpline.test/talk')).toMatchObject({ status: 200 });
    expect(await school.events()).toEqual([]);
  }));

test('a search for help with self-harm is not stopped but flagged, with safe search forced, once', () =>
  withSchool({}, async (school, pupil) => {
    school.outside.page('www.google.com/search', html('results'));
    const answer = await openHttp2(pupil, 'https://www.google.com/search?q=how+to+hurt+myself&safe=off');
    expect(answer).toMatchObject({ status: 200 });
    await open(pupil, 'https://www.google.com/search?q=how%20to%20hurt%20myself&source=again');
    school.outside.page('www.google.com/complete', (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('[]'),
    );
    await open(pupil, 'https://www.google.com/complete?q=how+to+hurt+myself', { headers: { 'sec-fetch-dest': 'empty' } });
    const sent = new URL(`https://x${school.outside.received[0]?.path}`).searchParams;
    expect(sent.get('safe')).toBe('active');
    expect(sent.getAll('safe')).toHaveLength(1);
    const events = await school.events();
    expect(events.filter(({ kind }) => kind === 'flagged')).toHaveLength(1);
    expect(events[0]).toMatchObject({
      kind: 'flagged',
      subject: 'mia',
      searchTerm: 'how to hurt myself',
      effect: 'allow',
      flag: { category: 'self-harm', severity: 'high', list: 'self-harm', line: 1 },
    });
    school.pass(60_000);
    await open(pupil, 'https://www.google.com/search?q=how+to+hurt+myself');
    expect((await school.events()).filter(({ kind }) => kind === 'flagged')).toHaveLength(2);
  }));

test('a flagged search’s event is durable before its answer', async () => {
  let broken = false;
  const storeForProxy = (school: SchoolStore): SchoolStore =>
    troubled(school, (_events, really) => (broken ? Promise.reject(new Error('disk full')) : really()));
  await withSchool({ storeForProxy }, async (school, pupil) => {
    broken = true;
    expect(await open(pupil, 'https://www.google.com/search?q=how+to+hurt+myself')).toMatchObject({ status: 500 });
    broken = false;
    expect(await open(pupil, 'https://www.google.com/search?q=how+to+hurt+myself')).toMatchObject({ status: 200 });
    expect((await school.events()).map(({ kind }) => kind)).toEqual(['flagged']);
  });
});

test('staff search unforced; pupils’ video sites are asked for restricted mode whatever the client says', () =>
  withSchool({}, async (school, pupil) => {
    const staff = { ...pupil, credentials: await school.deviceOf(msOkafor) };
    await open(staff, 'https://www.google.com/search?q=photosynthesis&safe=off');
    expect(school.outside.received[0]?.path).toBe('/search?q=photosynthesis&safe=off');
    await open(pupil, 'https://www.youtube.com/watch?v=1', { headers: { 'youtube-restrict': 'Moderate' } });
    expect(school.outside.received[1]?.headers['youtube-restrict']).toBe('Strict');
    await open(staff, 'https://www.youtube.com/watch?v=1');
    expect(school.outside.received[2]?.headers['youtube-restrict']).toBeUndefined();
  }));

test('a blocked part of a page is recorded, and a page that could not be fetched is too', () =>
  withSchool({}, async (school, pupil) => {
    await open(pupil, 'https://games.test/ad.js', { headers: { 'sec-fetch-dest': 'script' } });
    school.outside.page('allowed.test/broken', (request) => request.socket.destroy());
    expect(await open(pupil, 'http://allowed.test/broken')).toMatchObject({ status: 502 });
    expect((await school.events()).map(({ kind, destination, status }) => [kind, destination, status])).toEqual([
      ['blocked', 'script', 403],
      ['ordinary', 'document', 502],
    ]);
  }));

test('operators’ logs never hold a name, an address of a page or a search term', async () => {
  const { pino } = await import('pino');
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  let broken = false;
  const storeForProxy = (school: SchoolStore): SchoolStore =>
    troubled(school, (events, really) => (broken ? Promise.reject(new Error(`cannot save ${JSON.stringify(events)}`)) : really()));
  await withSchool({ log, storeForProxy }, async (_school, pupil) => {
    await open(pupil, 'https://www.google.com/search?q=how+to+hurt+myself');
    await open(pupil, 'https://games.test/');
    broken = true;
    await open(pupil, 'https://games.test/');
    await open(pupil, 'https://unreachable.test/');
    broken = false;
  });
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join('')).not.toMatch(/mia|device-|google|games\.test|unreachable|hurt/i);
});
