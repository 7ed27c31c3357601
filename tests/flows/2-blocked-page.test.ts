import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatReference } from '#policies/engine/reference.ts';
import { mia, tom } from '../support/cast.ts';
import { recorded } from '../support/events.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';

let day: SchoolDay;
beforeAll(async () => void (day = await openSchoolDay()));
afterAll(() => day.close());

const referenceOn = (page: string): string => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page)?.[0] ?? '';
const wordsOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'REFERENCE')
    .replace(/\s+/g, ' ');

test('a blocked site never reaches the pupil, over http or https, and the page says why in the same words', async () => {
  const pupil = await day.deviceOf(mia);
  const plain = await pupil.open('http://games.test/');
  const secure = await pupil.open('https://games.test/');
  expect([plain.status, secure.status]).toEqual([403, 403]);
  expect(day.outside.requestsTo('games.test')).toEqual([]);
  for (const page of [plain.text, secure.text]) {
    expect(page).toContain('games.test');
    expect(page).toMatch(/Games/);
    expect(page).toMatch(/list/i);
    expect(page).toContain('Ask for this page');
    expect(page).toContain('This is a mistake');
    expect(page).not.toContain('This is games.test');
  }
  expect(wordsOf(secure.text).replaceAll('https://', 'http://')).toBe(wordsOf(plain.text));
  expect(secure.headers['cache-control']).toContain('no-store');
  expect(secure.headers['proxy-status']).toBeDefined();
});

test('the reference on the page is the recorded event, and the event says what, who, why and where', async () => {
  const pupil = await day.deviceOf(mia);
  const page = await pupil.open('https://games.test/play?level=3');
  const events = await recorded(day.school, ['blocked']);
  const event = events.at(-1);
  expect(formatReference(event?.id ?? '')).toBe(referenceOn(page.text));
  expect(event).toMatchObject({
    subject: 'mia',
    category: 'games',
    effect: 'block',
    target: { host: 'games.test', path: '/play?level=3' },
    rule: { layer: 'category' },
  });
  expect(event?.list?.line).toBeGreaterThan(0);
  expect(event?.device).toBe(pupil.enrolled.device);
  expect(event?.clientAddress).toMatch(/127\.0\.0\.1/);
});

test('a sixth-former is allowed the same site', async () => {
  const sixthFormer = await day.deviceOf(tom);
  const answer = await sixthFormer.open('https://games.test/');
  expect([answer.status, answer.text.includes('This is games.test')]).toEqual([200, true]);
});

test('a browser without the extension’s credentials gets nowhere', async () => {
  const response = await new Promise<string>((resolve, reject) => {
    import('node:net').then(({ connect }) => {
      const socket = connect(day.proxy.port, '127.0.0.1', () =>
        socket.write('CONNECT allowed.test:443 HTTP/1.1\r\nHost: allowed.test:443\r\n\r\n'),
      );
      socket.once('data', (data) => resolve(data.toString('latin1')));
      socket.once('error', reject);
      socket.once('data', () => socket.destroy());
    }, reject);
  });
  expect(response).toMatch(/^HTTP\/1\.1 407 /);
  expect(response).toMatch(/Proxy-Authenticate: Basic realm="Schoolgate"/i);
});
