import { expect, test } from 'vitest';
import { createJudgement } from '#extension/enforce/judgement.ts';
import { askWithOwners } from '#extension/enforce/video-owners.ts';
import { createStanding } from '#extension/identity/standing.ts';
import { targetOf } from '#tests/policies/support/judging.ts';
import { ruleOf } from '#tests/policies/support/judging.ts';
import { memoryShelves } from './support/memory-shelves.ts';
import { now, openSchool } from './support/school.ts';

const school = openSchool();
const standing = createStanding(memoryShelves().memory, () => undefined);
await standing.ready;
await standing.join(school.membership);
await standing.take(
  await school.bundle(1, (policy) => ({
    ...policy,
    rules: [ruleOf('x', { match: { kind: 'channel', channel: 'youtube:@pranks' } })],
  })),
);
const ask = createJudgement({ standing, serverOrigins: () => [], clock: () => now });

test('whose a video is is asked before the video opens, once, and nothing else waits', async () => {
  const asked: string[] = [];
  const fully = askWithOwners(ask, async (url) => {
    asked.push(url);
    return JSON.stringify({ author_url: `https://www.youtube.com/@${url.includes('PRANKvideo1') ? 'Pranks' : 'Else'}` });
  });
  const effectOf = async (url: string) => {
    const judged = await fully(targetOf(url), 'document', null);
    return judged.kind === 'judged' ? judged.verdict.effect : judged.kind;
  };
  expect(await effectOf('https://www.youtube.com/watch?v=PRANKvideo1')).toBe('block');
  expect(await effectOf('https://youtu.be/PRANKvideo1')).toBe('block');
  expect(await effectOf('https://www.youtube.com/embed/ELSEvideo_1')).toBe('allow');
  expect(asked).toHaveLength(2);
  expect(fully(targetOf('https://www.youtube.com/feed'), 'document', null)).not.toBeInstanceOf(Promise);
  expect(fully(targetOf('https://lesson.test/watch?v=PRANKvideo1'), 'document', null)).not.toBeInstanceOf(Promise);
});

test('a video of which nobody says whose it is stays closed', async () => {
  const fully = askWithOwners(ask, () => Promise.reject(new Error('offline')));
  expect(await fully(targetOf('https://www.youtube.com/watch?v=PRANKvideo1'), 'document', null)).toMatchObject({
    kind: 'judged',
    verdict: { effect: 'block' },
  });
});
