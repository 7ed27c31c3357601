// Channels stopped and opened: the proxy asks the video site whose a video is, once, before anything goes out.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleOf } from '#tests/policies/support/judging.ts';
import { mia, msOkafor } from '../support/cast.ts';
import { open } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { openProxiedSchool, testPolicy } from './support/proxied-school.ts';
import type { ProxiedSchool } from './support/proxied-school.ts';

let school: ProxiedSchool;
let pupil: Browser;
let teacher: Browser;
const ids = { pranks: 'UCpranksaaaaaaaaaaaaaaaa', lessons: 'UClessonsaaaaaaaaaaaaaaa', others: 'UCothersaaaaaaaaaaaaaaaa' };
const ofVideo: Record<string, keyof typeof ids> = { PRANKvideo1: 'pranks', LESSONvid01: 'lessons', OTHERvideo1: 'others' };
const host = 'www.youtube.com';
const watch = (video: string): string => `https://${host}/watch?v=${video}`;
/** What our own question looks like, which no browser of anybody's is behind. */
const questions = (): string[] =>
  school.outside
    .requestsTo(host)
    .filter(({ headers }) => headers['user-agent']?.includes('Schoolgate'))
    .map(({ path }) => path);
const visits = (): string[] =>
  school.outside
    .requestsTo(host)
    .filter(({ headers }) => headers['user-agent']?.includes('Schoolgate') !== true)
    .map(({ path }) => path);

beforeAll(async () => {
  school = await openProxiedSchool({
    policy: {
      ...testPolicy,
      rules: [
        ruleOf('x', { id: 'pranks', match: { kind: 'channel', channel: 'https://www.youtube.com/@Pranks' } }),
        ruleOf('youtube.com', { id: 'tube', audience: '8b' }),
        ruleOf('x', { id: 'lessons', effect: 'allow', audience: '8b', match: { kind: 'channel', channel: `youtube:${ids.lessons}` } }),
      ],
    },
  });
  const to = { proxyPort: school.proxy.port, authority: school.authority.certificatePem };
  pupil = { ...to, credentials: await school.deviceOf(mia) };
  teacher = { ...to, credentials: await school.deviceOf(msOkafor) };
  school.outside.page(`${host}/watch`, (request, response) => {
    const video = /v=([^&]*)/.exec(request.url ?? '')?.[1] ?? '';
    const whose = ofVideo[video];
    if (whose === undefined) return void response.writeHead(429).end();
    const details = { videoId: video, title: '"videoDetails":{}', channelId: ids[whose], author: whose };
    const microformat = {
      playerMicroformatRenderer: { externalChannelId: ids[whose], ownerProfileUrl: `http://www.youtube.com/@${whose}` },
    };
    const page = `<!doctype html><title>Watch</title><script>var r = ${JSON.stringify({ videoDetails: details, microformat })};</script>`;
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(page.padEnd(900_000)));
  });
  school.outside.page(`${host}/oembed`, (_request, response) => void response.writeHead(401).end());
});
afterAll(() => school.close());

test('a video of a stopped channel is not opened, and the record names the rule; a video of another is', async () => {
  expect((await open(teacher, watch('PRANKvideo1'))).status).toBe(403);
  expect(visits()).toEqual([]);
  expect((await open(teacher, watch('OTHERvideo1'))).status).toBe(200);
  expect((await school.events()).map(({ kind, rule }) => [kind, rule.id])).toContainEqual(['blocked', 'pranks']);
});

test('whose a video is is asked once for everybody, with nobody’s cookies', async () => {
  const before = questions().length;
  await Promise.all(Array.from({ length: 5 }, () => open(teacher, watch('LESSONvid01'), { headers: { cookie: 'SID=mine' } })));
  expect(questions().slice(before)).toEqual(['/watch?v=LESSONvid01']);
  const ours = school.outside.requestsTo(host).filter(({ headers }) => headers['user-agent']?.includes('Schoolgate'));
  expect(ours.every(({ headers }) => headers.cookie === 'SOCS=CAI')).toBe(true);
});

test('where the site is stopped, only videos of the opened channel are there, in a page and in a player that changes videos', async () => {
  const statusOf = async (url: string) => (await open(pupil, url)).status;
  expect(await statusOf(watch('LESSONvid01'))).toBe(200);
  expect(await statusOf(`https://${host}/embed/LESSONvid01`)).toBe(200);
  expect(await statusOf(watch('OTHERvideo1'))).toBe(403);
  expect(await statusOf(`https://${host}/`)).toBe(403);
  const asking = (videoId: string) => ({
    method: 'POST',
    body: JSON.stringify({ videoId }),
    headers: { 'content-type': 'application/json', 'sec-fetch-dest': 'empty' },
  });
  expect((await open(pupil, `https://${host}/youtubei/v1/player`, asking('LESSONvid01'))).status).toBe(200);
  expect((await open(pupil, `https://${host}/youtubei/v1/player`, asking('OTHERvideo1'))).status).toBe(403);
});

test('a video of which nobody says whose it is stays closed for whom a channel is stopped, and is asked for again only later', async () => {
  expect((await open(teacher, watch('UNKNOWNvid1'))).status).toBe(403);
  const before = questions().length;
  expect((await open(teacher, watch('UNKNOWNvid1'))).status).toBe(403);
  expect(questions()).toHaveLength(before);
  expect(questions().filter((path) => path.includes('UNKNOWNvid1'))).toHaveLength(2);
});
