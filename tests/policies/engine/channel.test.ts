// Channels: their own pages by address, their videos by what the site says of whose they are.
import { describe, expect, test } from 'vitest';
import { asksForOwner, ownerIn, readChannel } from '#policies/engine/channel-address.ts';
import { learnOwners } from '#policies/engine/video-owners.ts';
import type { Effect } from '#policies/model/effect.ts';
import type { Rule } from '#policies/model/rule.ts';
import { judgeOf, listOf, requestOf, ruleOf } from '../support/judging.ts';

const id = 'UCabcdefghijklmnopqrstuv';
const watch = 'www.youtube.com/watch?v=VOLCANO-123';

test.each([
  ['https://www.youtube.com/@BBCBitesize', 'youtube:@bbcbitesize'],
  ['youtube.com/@BBCBitesize/videos?view=0', 'youtube:@bbcbitesize'],
  ['m.youtube.com/@bbcbitesize', 'youtube:@bbcbitesize'],
  ['https://www.youtube.com/@caf%C3%A9', 'youtube:@café'],
  [`https://www.youtube.com/channel/${id}/featured`, `youtube:${id}`],
  [`youtube:${id}`, `youtube:${id}`],
  ['youtube:@BBCBitesize', 'youtube:@bbcbitesize'],
  ['https://vimeo.com/bbcBitesize', 'vimeo:bbcbitesize'],
  ['vimeo:user123', 'vimeo:user123'],
  ['https://www.youtube.com/watch?v=VOLCANO-123', null],
  ['https://www.youtube.com/channel/UCshort', null],
  ['https://www.youtube.com/c/Name', null],
  ['https://vimeo.com/76979871', null],
  ['https://vimeo.com/channels/staffpicks', null],
  ['https://example.test/@name', null],
  ['youtube:', null],
  ['https://www.youtube.com/@%ff', null],
])('a channel is named by its address: %s', (text, channel) => expect(readChannel(text)).toBe(channel));

describe('whose a video is, in the answer of its site', () => {
  const said = (channelId: string, handle: string, title = 'A film') =>
    `<script>var ytInitialPlayerResponse = {"playabilityStatus":{"status":"OK"},"videoDetails":{"videoId":"VOLCANO-123","title":${JSON.stringify(title)},"channelId":"${channelId}","author":"x"},"microformat":{"playerMicroformatRenderer":{"externalChannelId":"${channelId}","ownerProfileUrl":"http://www.youtube.com/${handle}"}}};</script>`;
  const other = 'UCzzzzzzzzzzzzzzzzzzzzzz';

  test('the page of a video names its channel both ways', () =>
    expect(ownerIn('youtube:VOLCANO-123', said(id, '@Volcanoes'))).toEqual([`youtube:${id}`, 'youtube:@volcanoes']));

  test('with spaces as the player is answered', () => {
    const spaced = `{\n "videoDetails": {\n  "videoId": "VOLCANO-123",\n  "channelId": "${id}"\n }\n}`;
    expect(ownerIn('youtube:VOLCANO-123', spaced)).toEqual([`youtube:${id}`]);
  });

  test('what a title says is only a title, and what is said of another video is of another video', () => {
    const lying = `"},"videoDetails":{"videoId":"VOLCANO-123","channelId":"${other}"}}`;
    expect(ownerIn('youtube:VOLCANO-123', said(id, '@Volcanoes', lying))).toEqual([`youtube:${id}`, 'youtube:@volcanoes']);
    expect(ownerIn('youtube:OTHERvideo1', said(id, '@Volcanoes'))).toEqual([]);
  });

  test.each(['', '{}', 'null', '{"author_url":7}', '"videoDetails":{"videoId":', `"videoDetails":{${'{'.repeat(100_000)}`, '[]'])(
    'what says nothing names nobody: %#',
    (answer) => {
      expect(ownerIn('youtube:VOLCANO-123', answer)).toEqual([]);
      expect(ownerIn('vimeo:76979871', answer)).toEqual([]);
    },
  );

  test('an answer that begins the same thing again and again is read in no time', () => {
    const endless = '"videoDetails":{"a":'.repeat(200_000);
    const from = process.cpuUsage();
    expect(ownerIn('youtube:VOLCANO-123', endless)).toEqual([]);
    const { user, system } = process.cpuUsage(from);
    expect(user + system).toBeLessThan(3e6);
  });

  test('the short answer names the author', () => {
    expect(ownerIn('youtube:VOLCANO-123', '{"author_url":"https://www.youtube.com/@Volcanoes"}')).toEqual(['youtube:@volcanoes']);
    expect(ownerIn('youtube:VOLCANO-123', '{"author_url":"https://evil.test/@volcanoes"}')).toEqual([]);
    expect(ownerIn('vimeo:76979871', '{"author_url":"https://vimeo.com/Volcanoes"}')).toEqual(['vimeo:volcanoes']);
  });

  test('each video is asked for once, one question after the other until one says it', async () => {
    const asked: string[] = [];
    const learn = learnOwners(new Map<string, Promise<readonly string[]>>(), async (url) => {
      asked.push(url);
      if (url.includes('/watch')) throw new Error('no page');
      return '{"author_url":"https://www.youtube.com/@Volcanoes"}';
    });
    const both = await Promise.all([learn(['youtube:VOLCANO-123']), learn(['youtube:VOLCANO-123'])]);
    expect(both).toEqual([[['youtube:@volcanoes']], [['youtube:@volcanoes']]]);
    expect(asked).toEqual(asksForOwner('youtube:VOLCANO-123'));
  });
});

const channelRule = (effect: Effect, change: Partial<Rule> = {}): Rule =>
  ruleOf('c', { id: 'channel', effect, match: { kind: 'channel', channel: `youtube:${id}` }, ...change });
const parts = (...rules: Rule[]) => ({
  policy: { rules },
  lists: [listOf('video', 'youtube.com', 'youtu.be', 'ytimg.com', 'googlevideo.com')],
});

describe('a channel that is stopped', () => {
  const judge = judgeOf(parts(channelRule('block')));
  const effect = (url: string, owners?: readonly (readonly string[])[]) =>
    judge.judge(requestOf('8b', url, owners === undefined ? {} : { owners })).effect;

  test.each([
    ['its own page', `www.youtube.com/channel/${id}`, undefined, 'block'],
    ['its own page, written in another way', `m.youtube.com//channel/${id}/videos`, undefined, 'block'],
    ['a video of its', watch, [[`youtube:${id}`, 'youtube:@volcanoes']], 'block'],
    ['a video that nobody could say whose it is', watch, [[]], 'block'],
    ['a video of which only the handle is known', watch, [['youtube:@volcanoes']], 'block'],
    ['a video of somebody else', watch, [['youtube:UCzzzzzzzzzzzzzzzzzzzzzz', 'youtube:@else']], 'allow'],
    ['a list with a video of its', `${watch}&playlist=aaaaaaaaaaa`, [['youtube:UCzzzzzzzzzzzzzzzzzzzzzz'], [`youtube:${id}`]], 'block'],
    ['the page of another channel', 'www.youtube.com/channel/UCzzzzzzzzzzzzzzzzzzzzzz', undefined, 'allow'],
    ['what is no video', 'www.youtube.com/', undefined, 'allow'],
  ])('%s', (_what, url, owners, expected) => expect(effect(url, owners)).toBe(expected));

  test('whose a video is has to be asked, for whom the rule is and where it could matter', () => {
    const wanted = (who: string, url: string) => judge.ownersWanted(requestOf(who, url));
    expect(wanted('8b', watch)).toEqual(['youtube:VOLCANO-123']);
    expect(wanted('8b', `https://youtu.be/VOLCANO-123?playlist=aaaaaaaaaaa,bbbbbbbbbbb`)).toHaveLength(3);
    expect(wanted('8b', `${watch}&playlist=${Array.from({ length: 9 }, (_, n) => `aaaaaaaaaa${n}`).join(',')}`)).toBeNull();
    expect(wanted('8b', 'www.youtube.com/feed')).toEqual([]);
    expect(wanted('8b', 'https://vimeo.com/76979871')).toEqual([]);
    expect(judgeOf(parts(channelRule('block', { audience: '8c' }))).ownersWanted(requestOf('8b', watch))).toEqual([]);
    expect(judge.ownersWanted(requestOf('8b', watch, { owners: [[]] }))).toEqual([]);
  });

  test('whose the video of a page is says nothing of an address inside it', () => {
    const carried = `https://www.google.com/url?q=https://www.youtube.com/watch?v=OTHERvideo1`;
    expect(judge.judge(requestOf('8b', carried, { owners: [[]] })).effect).toBe('allow');
  });
});

describe('a channel that is opened where the site is stopped', () => {
  const judge = judgeOf(parts(channelRule('allow', { layer: 'decision' }), ruleOf('youtube.com'), ruleOf('youtu.be')));
  const effect = (url: string, owners?: readonly (readonly string[])[]) =>
    judge.judge(requestOf('8b', url, owners === undefined ? {} : { owners })).effect;

  test.each([
    ['its own page', `www.youtube.com/channel/${id}`, undefined, 'allow'],
    ['a video of its', watch, [[`youtube:${id}`]], 'allow'],
    ['the player', 'www.youtube.com/s/player/1/base.js', undefined, 'allow'],
    ['a video before anybody asked', watch, undefined, 'block'],
    ['a video that nobody could say whose it is', watch, [[]], 'block'],
    ['a video of somebody else', watch, [['youtube:UCzzzzzzzzzzzzzzzzzzzzzz']], 'block'],
    ['a list that has others in it', `${watch}&playlist=aaaaaaaaaaa`, [[`youtube:${id}`], [`youtube:${id}`]], 'block'],
    ['a path that servers may read otherwise', `www.youtube.com/x/..%2fchannel/${id}`, undefined, 'block'],
    ['the home page', 'www.youtube.com/', undefined, 'block'],
  ])('%s', (_what, url, owners, expected) => expect(effect(url, owners)).toBe(expected));

  test('one video of a channel that is opened can be stopped, and the other way round', () => {
    const both = judgeOf(
      parts(channelRule('allow'), ruleOf('x', { match: { kind: 'video', video: 'youtube:VOLCANO-123' } }), ruleOf('youtube.com')),
    );
    expect(both.judge(requestOf('8b', watch, { owners: [[`youtube:${id}`]] })).effect).toBe('block');
    expect(both.judge(requestOf('8b', 'www.youtube.com/watch?v=OTHERvideo1', { owners: [[`youtube:${id}`]] })).effect).toBe('allow');
  });
});
