// Where typed words are read, and above all where not.
import { expect, test } from 'vitest';
import { checkPolicy } from '#policies/bundle/check-policy.ts';
import { compileBundle } from '#policies/bundle/compile.ts';
import type { MonitoringPolicy } from '#policies/contracts/monitoring-policy.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { policyChanges } from '#policies/workflows/policy-changes.ts';
import { loadLists } from '#main/lists.ts';

const lists = await loadLists([]);

function reads(typing: MonitoringPolicy['typing'] | null, groups: string[], url: string, more: Partial<PolicyDocument> = {}): boolean {
  const policy = { ...starterPolicy, ...more, ...(typing === null ? {} : { monitoring: { typing } }) };
  const { lists: categories, phraseLists } = lists;
  const compiled = compileBundle({ school: 's', number: 1, madeAt: 0, policy, lists: categories, phraseLists });
  if (!compiled.ok) throw new Error(compiled.problems.join(' '));
  const judge = createJudge(compiled.bundle);
  const target = parseTarget(url);
  if (target === null) throw new Error(url);
  const request = { subject: { id: 'mia', groups }, target, destination: 'document' as const, initiator: null, at: 0 };
  return judge.readsTyping(request, judge.judge(request));
}

test('nothing is read where the policy does not say so', () => {
  expect(reads(null, ['year-8'], 'https://chatgpt.com/')).toBe(false);
  expect(reads({}, ['year-8'], 'https://chatgpt.com/')).toBe(false);
  expect(reads({ ks4: { everywhere: true } }, ['year-8'], 'https://chatgpt.com/')).toBe(false);
});

test('AI chats, categories and sites are told apart', () => {
  expect(reads({ ks3: { chats: true } }, ['year-8'], 'https://chatgpt.com/c/1')).toBe(true);
  expect(reads({ ks3: { chats: true } }, ['year-8'], 'https://www.perplexity.ai/')).toBe(true);
  expect(reads({ ks3: { chats: true } }, ['year-8'], 'https://huggingface.co/chat/1')).toBe(true);
  expect(reads({ ks3: { chats: true } }, ['year-8'], 'https://huggingface.co/models')).toBe(false);
  expect(reads({ ks3: { chats: true } }, ['year-8'], 'https://forum.test/')).toBe(false);
  expect(reads({ ks3: { categories: ['games'] } }, ['year-8'], 'https://games.test/')).toBe(true);
  expect(reads({ ks3: { categories: ['games'] } }, ['year-8'], 'https://forum.test/')).toBe(false);
  expect(reads({ ks3: { sites: ['forum.test'] } }, ['year-8'], 'https://www.forum.test/new')).toBe(true);
  expect(reads({ ks3: { sites: ['forum.test'] } }, ['year-8'], 'https://notforum.test/new')).toBe(false);
});

test('a narrower group’s entry stands in place of a wider one’s', () => {
  expect(reads({ everyone: { everywhere: true }, ks3: {} }, ['year-8'], 'https://forum.test/')).toBe(false);
  expect(reads({ everyone: { everywhere: true }, ks3: {} }, ['year-10'], 'https://forum.test/')).toBe(true);
});

test('staff are read only where a group of staff says so', () => {
  expect(reads({ everyone: { everywhere: true } }, ['staff'], 'https://forum.test/')).toBe(false);
  expect(reads({ everyone: { everywhere: true }, staff: { chats: true } }, ['staff'], 'https://chatgpt.com/')).toBe(true);
});

test('neither confidential help nor what is relayed unread is ever read', () => {
  const everywhere = { everyone: { everywhere: true } };
  expect(reads(everywhere, ['year-8'], 'https://www.childline.org.uk/get-support/')).toBe(false);
  expect(reads(everywhere, ['year-8'], 'https://bank.test/login')).toBe(true);
  expect(reads(everywhere, ['year-8'], 'https://bank.test/login', { passThrough: ['bank.test'] })).toBe(false);
});

test('what cannot be meant is refused with its place', () => {
  const monitoring = { typing: { ks9: { sites: ['https://forum.test/'], categories: ['chess', 'helpline'] } } };
  const checked = checkPolicy({ ...starterPolicy, monitoring });
  expect(checked.ok ? [] : checked.problems.map(({ problem }) => problem)).toEqual([
    'Monitoring, typing: “ks9” is no group.',
    'Monitoring, typing, ks9: “chess” is no category.',
    expect.stringContaining('is the same for everyone and is never read.'),
    'Monitoring, typing, ks9: “https://forum.test/” is not a plain host name in lower case.',
  ]);
});

test('a change is told in words', () => {
  const after = {
    ...starterPolicy,
    monitoring: { typing: { ks3: { chats: true, sites: ['forum.test'] } }, reports: { withoutName: true, people: ['Ms Okafor'] } },
  };
  expect(policyChanges(starterPolicy, after).map(({ words }) => words)).toEqual([
    'Reports without a name: taken (was not taken).',
    'Reports go to: Ms Okafor (was nobody in particular).',
    'Typed words are read, Key Stage 3: in AI chats, at forum.test (was as for the group above).',
  ]);
});
