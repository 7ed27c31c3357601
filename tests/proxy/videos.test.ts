// One video stopped, and one opened, where a page changes videos without loading anew: the player asks for them in a body.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleOf } from '#tests/policies/support/judging.ts';
import { mia, msOkafor } from '../support/cast.ts';
import { open } from './support/browser.ts';
import type { Ask, Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let teacher: Browser;
const bodies: Buffer[] = [];
const player = 'http://www.youtube.com/youtubei/v1/player?prettyPrint=false';

beforeAll(async () => {
  school = await openProxiedSchool({
    policy: {
      ...testPolicy,
      rules: [
        ruleOf('x', { id: 'bad', match: { kind: 'video', video: 'youtube:BADvideo_01' } }),
        ruleOf('youtube.com', { id: 'tube', audience: '8b' }),
        ruleOf('x', { id: 'lesson', effect: 'allow', audience: '8b', match: { kind: 'video', video: 'youtu.be/LESSONvid01' } }),
      ],
    },
  });
  const to = { proxyPort: school.proxy.port, authority: school.authority.certificatePem };
  pupil = { ...to, credentials: await school.deviceOf(mia) };
  teacher = { ...to, credentials: await school.deviceOf(msOkafor) };
  school.outside.page('www.youtube.com/youtubei/v1/player', (request, response) => {
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
const question = (videoId: string): string => JSON.stringify({ context: { client: {} }, videoId });

test('a stopped video is not asked for, and that is recorded; every other question goes on as it was', async () => {
  expect((await open(teacher, player, asking(question('GOODvideo01')))).status).toBe(200);
  expect(bodies.map(String)).toEqual([question('GOODvideo01')]);
  expect((await open(teacher, player, asking(question('BADvideo_01')))).status).toBe(403);
  const compressed = asking(gzipSync(question('BADvideo_01')), { 'content-encoding': 'gzip' });
  expect((await open(teacher, player, compressed)).status).toBe(403);
  expect(bodies).toHaveLength(1);
  const events = (await school.events()).slice(-2);
  expect(events.map(({ kind, rule }) => [kind, rule.id])).toEqual([
    ['blocked', 'bad'],
    ['blocked', 'bad'],
  ]);
});

test('where the site is stopped, the permitted video alone may be asked for', async () => {
  const before = bodies.length;
  const statusOf = async (body: string) => (await open(pupil, player, asking(body))).status;
  expect(await statusOf(question('LESSONvid01'))).toBe(200);
  expect(await statusOf(question('GOODvideo01'))).toBe(403);
  expect(await statusOf(JSON.stringify({ videoId: 'LESSONvid01', playerRequest: { videoId: 'GOODvideo01' } }))).toBe(403);
  expect(bodies.length - before).toBe(1);
});

test.each([
  ['no JSON', 'videoId=BADvideo_01'],
  ['no video', '{}'],
  ['what is no id', question('../BADvideo_01')],
  ['more than a player asks', question('GOODvideo01') + ' '.repeat(300_000)],
])('a question that cannot be read is refused: %s', async (_what, body) => {
  const before = bodies.length;
  expect((await open(teacher, player, asking(body))).status).toBe(400);
  expect(bodies.length).toBe(before);
});
