// What becomes of typed words in the background.
import { beforeEach, expect, test } from 'vitest';
import { createTypingReader } from '#extension/typing/typing-reader.ts';
import { createJudgement } from '#extension/enforce/judgement.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { referenceFrom } from '#policies/engine/reference.ts';
import { now, openSchool, settledStanding } from './support/school.ts';

const school = openSchool();
const standing = await settledStanding(school);
const typing = { ks3: { chats: true, sites: ['forum.test'] } };
await standing.take(await school.bundle(2, (policy) => ({ ...policy, monitoring: { typing } })));

let kept: AccessEvent[] = [];
let watched: string[] = [];
let through = false;
beforeEach(() => {
  [kept, watched, through] = [[], [], false];
});
const reader = () =>
  createTypingReader({
    ready: Promise.resolve(),
    ask: createJudgement({ standing, serverOrigins: () => [], clock: () => now }),
    outbox: { add: async (event) => void kept.push(event) },
    presence: { throughProxy: async () => through },
    port: {
      watch: async (tab, frame) => void watched.push(`${tab}.${frame}`),
      frames: async () => [
        { tabId: 1, frameId: 0, url: 'https://forum.test/' },
        { tabId: 1, frameId: 4, url: 'about:srcdoc' },
        { tabId: 1, frameId: 5, url: 'https://other.test/' },
        { tabId: 2, frameId: 0, url: 'https://other.test/' },
        { tabId: 3, frameId: 0, url: 'chrome://settings' },
      ],
    },
    newReference: () => referenceFrom(crypto.getRandomValues(new Uint8Array(8))),
  });
const at = (url: string, text: string, tabId = 1) => ({ url, pageUrl: url, text, tabId });
const grave = 'I hate all of this and I want to kill myself tonight because of them';

test('only frames of pages that the policy asks for are watched, and an editor’s frame with its page', async () => {
  await reader().rescan();
  expect(watched.toSorted()).toEqual(['1.0', '1.4']);
});

test('flagged words become a record with a few words around them; others are forgotten', async () => {
  const { typed } = reader();
  expect(await typed(at('https://forum.test/new', 'my homework is about rivers'))).toBe(true);
  expect(kept).toEqual([]);
  await typed(at('https://forum.test/new', `${'nothing here '.repeat(100)}${grave}`));
  expect(kept).toMatchObject([
    {
      kind: 'flagged',
      typed: true,
      userAct: true,
      target: { host: 'forum.test', path: '/new' },
      flag: { category: 'suicide', severity: 'urgent' },
      subject: 'mia',
    },
  ]);
  expect(kept[0]?.searchTerm).toContain('kill myself');
  expect(kept[0]?.searchTerm?.length).toBeLessThan(200);
});

test('the same words in the same tab are told once, other words and other tabs by themselves', async () => {
  const { typed } = reader();
  await Promise.all([typed(at('https://forum.test/', grave)), typed(at('https://forum.test/', `${grave} and`))]);
  expect(kept).toHaveLength(1);
  await typed(at('https://forum.test/', grave, 2));
  await typed(at('https://forum.test/', 'my suicide note'));
  expect(kept).toHaveLength(3);
});

test('a page that is not to be read is told to stop, whatever it sends', async () => {
  const { typed } = reader();
  for (const url of ['https://other.test/', 'https://www.childline.org.uk/', 'data:text/html,x', 'chrome://settings'])
    expect(await typed(at(url, grave))).toBe(false);
  expect(await typed({ url: 'https://forum.test/', pageUrl: 'https://www.childline.org.uk/', text: grave, tabId: 1 })).toBe(false);
  expect(kept).toEqual([]);
});

test('what is asked of an AI chat by way of the proxy is the proxy’s to tell', async () => {
  through = true;
  await reader().typed(at('https://chat.test/', grave));
  expect(kept).toEqual([]);
  through = false;
  await reader().typed(at('https://chat.test/', grave));
  expect(kept).toHaveLength(1);
});
