import { expect, test } from 'vitest';
import { explain } from '#policies/words/explain.ts';
import { ask, judgeOf, listOf, ruleOf } from '#tests/policies/support/judging.ts';

const judge = judgeOf({
  lists: [
    listOf('games', 'games.test'),
    listOf('illegal', 'illegal.test'),
    listOf('helpline', 'helpline.test'),
    listOf('misinformation', 'rumour.test'),
  ],
  policy: {
    rules: [
      ruleOf('opened.test', { layer: 'decision', effect: 'allow', audience: '8b' }),
      ruleOf('school.test'),
      ruleOf('mine.test', { layer: 'group', audience: 'person:mia' }),
      ruleOf('x', { layer: 'school', effect: 'warn', match: { kind: 'category', category: 'misinformation' } }),
    ],
  },
});
const name = (id: string): string => judge.policy.groups.find((group) => group.id === id)?.name ?? id;

test.each([
  ['games.test', 'Blocked because “Games” is blocked for Key Stage 3 (list “Test games”, line 1).'],
  [
    'illegal.test',
    'Blocked because it is on a list of illegal content, which nobody at the school can open (list “Test illegal”, line 1).',
  ],
  ['helpline.test', 'Allowed because confidential help is open to everyone and is not recorded by name (list “Test helpline”, line 1).'],
  ['opened.test', 'Allowed because the school decided so for 8B.'],
  ['school.test', 'Blocked because the school has a rule for everyone.'],
  ['mine.test', 'Blocked because there is a rule for one person.'],
  ['rumour.test', 'Allowed with a warning because the school has a rule for everyone (list “Test misinformation”, line 1).'],
  ['new.test', 'Allowed because no list knows this site, and unknown sites are allowed for Key Stage 3.'],
  [
    'games-test.translate.goog',
    'Blocked, for the page of games.test that the address carries, because “Games” is blocked for Key Stage 3 (list “Test games”, line 1).',
  ],
])('%s: %s', (host, sentence) => {
  expect(explain(ask(judge, '8b', `https://${host}/`), name)).toBe(sentence);
});
