// Lists of others, from a file on disk to a pupil's block page: imported, changed by a few lines, kept in force through faults.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { committeeMember, mia, tom } from '../support/cast.ts';
import type { EnrolledDevice } from '../support/enrolled-device.ts';
import { eventually, recorded } from '../support/events.ts';
import { openSchoolDay, type SchoolDay } from '../support/school-day.ts';
import { listsOnDisk, type ListsOnDisk } from '../support/school-lists-on-disk.ts';

let day: SchoolDay;
let lists: ListsOnDisk;
let pupil: EnrolledDevice;
beforeAll(async () => {
  day = await openSchoolDay();
  lists = listsOnDisk(day);
  pupil = await day.deviceOf(mia);
});
afterAll(() => day.close());

const statusOf = async (url: string): Promise<number> => (await pupil.open(url)).status;
const within5s = (url: string, status: number) => eventually(`${url} answers ${status}`, async () => (await statusOf(url)) === status);
/** Enough names that a few changed ones are few. */
const many = Array.from({ length: 2_000 }, (_, number) => `listed-${number}.test`);

test('an imported list stops its sites within five seconds, and the page names list and line', async () => {
  const materials = await lists.importLists('ut1', {
    'games/domains': [...many, 'example.test'].join('\n'),
    'games/urls': 'social.test/play\n',
  });
  expect(materials.map(({ kind }) => kind)).toEqual(['table', 'phrases']);
  await within5s('https://example.test/', 403);
  const page = await pupil.open('https://www.example.test/');
  expect([page.status, page.text]).toEqual([403, expect.stringContaining('games/domains, line 2001')]);
  const [event] = (await recorded(day.school, ['blocked'])).slice(-1);
  expect(event).toMatchObject({ category: 'games', list: { id: 'ut1-games-domains', line: 2001 } });
  expect(await (await day.deviceOf(tom)).open('https://example.test/')).toMatchObject({ status: 200 });
});

test('a day’s change travels as a delta of a few names, and what is gone opens again', async () => {
  const before = await lists.publish();
  const after = await lists.importLists('ut1', {
    'games/domains': [...many, 'new-site.test'].join('\n'),
    'games/urls': 'social.test/play\n',
  });
  expect(after.map(({ kind }) => kind)).toEqual(['table', 'delta', 'phrases']);
  expect(after[0]).toEqual(before[0]);
  expect(after[1]?.bytes).toBeLessThan(2_000);
  await within5s('https://new-site.test/', 403);
  expect(await statusOf('https://example.test/')).toBe(200);
});

test('nothing changes, nothing is published', async () => {
  const before = await day.school.policies.latestBundleNumber();
  await lists.publish();
  expect(await day.school.policies.latestBundleNumber()).toBe(before);
});

test('a device is given what is in force and nothing else, byte for byte; a stranger is given nothing', async () => {
  const [table] = await lists.publish();
  const get = (path: string, token = pupil.enrolled.token): Promise<Response> =>
    fetch(`${day.dashboard.url}/api/extension/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const answer = await get(`materials/${table?.sha256}`);
  expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([
    200,
    readFileSync(join(day.dir, 'materials', table?.sha256 ?? '')),
  ]);
  const statuses = await Promise.all([
    get(`materials/${'0'.repeat(64)}`).then(({ status }) => status),
    get(`materials/${table?.sha256}`, 'x'.repeat(43)).then(({ status }) => status),
    get('materials/..%2f..%2fschoolgate.sqlite').then(({ status }) => status),
    get('list-key', 'x'.repeat(43)).then(({ status }) => status),
  ]);
  expect(statuses).toEqual([404, 401, 400, 401]);
});

test('a table that was changed on disk is not used: the policy before stays, and holds again once the file is back', async () => {
  const materials = await lists.importLists('ut1', {
    'games/domains': many.map((name) => `other-${name}`).join('\n'),
    'games/urls': 'social.test/play\n',
  });
  const [table] = materials;
  const file = join(day.dir, 'materials', table?.sha256 ?? '');
  await within5s('https://social.test/play', 403);
  const bytes = readFileSync(file);
  appendFileSync(file, 'x');
  // A proxy that starts now has no policy at all rather than half of one.
  const late = await day.startAnotherProxy();
  try {
    const behind = await day.deviceOf(mia, late);
    expect((await behind.open('http://education.test/')).status).toBe(503);
    writeFileSync(file, bytes);
    await eventually('the policy is in force', async () => (await behind.open('http://education.test/')).status === 200, 15_000);
  } finally {
    await late.close();
  }
}, 30_000);

test('a mandatory list closes its addresses for everybody; only hashes are kept, and the record does not name them', async () => {
  await lists.importMandatory('iwf', ['education.test/secret-page', 'http://news.test/', '# a comment', 'not an address']);
  await within5s('https://news.test/', 403);
  const page = await pupil.open('https://education.test/secret-page/one');
  expect([page.status, page.text.includes('Ask for this page')]).toEqual([403, false]);
  expect(await statusOf('https://education.test/other-page')).toBe(200);
  expect((await (await day.deviceOf(tom)).open('https://news.test/')).status).toBe(403);
  const events = (await recorded(day.school, ['blocked'])).filter(({ category }) => category === 'illegal');
  expect(events.length).toBeGreaterThan(2);
  const kept = JSON.stringify(events);
  expect(kept).not.toContain('news.test');
  expect(kept).not.toContain('secret-page');
  expect(events[0]).toMatchObject({ list: { id: 'iwf', line: 2 } });
  const committee = await day.signIn(committeeMember);
  const view = JSON.stringify(await committee.get('/api/policy'));
  expect(view).toContain('{"id":"iwf","name":"The iwf list","category":"illegal","entries":3}');
  expect(view).toContain('"id":"ut1-games-domains"');
  const [material] = (await lists.publish()).filter(({ kind }) => kind === 'mandatory');
  const bytes = readFileSync(join(day.dir, 'materials', material?.sha256 ?? ''), 'latin1');
  expect(bytes).not.toContain('news.test');
  expect(bytes).not.toContain('secret');
});
