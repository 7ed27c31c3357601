import { expect, test } from 'vitest';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { compileBundle } from '#policies/bundle/compile.ts';
import { unknownSubject } from '#policies/model/subject.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { explain } from '#policies/words/explain.ts';
import { reasonSentence } from '#policies/words/reason.ts';
import { starterLists } from '#tests/policies/support/starter-lists.ts';

test('somebody whom nobody named reads a sentence, not the name of a group', () => {
  const compiled = compileBundle({
    school: 'greenfield',
    number: 1,
    madeAt: 0,
    policy: starterPolicy,
    lists: [...starterLists],
    phraseLists: [],
  });
  const target = parseTarget('https://games.test/');
  if (!compiled.ok || target === null) throw new Error('The starter policy does not compile.');
  const verdict = createJudge(compiled.bundle).judge({ subject: unknownSubject, target, destination: 'document', initiator: null, at: 0 });
  const words = 'blocked for people whom the filter does not know';
  expect(reasonSentence(verdict, 'Not known', 'Greenfield School')).toContain(words);
  expect(explain(verdict, () => 'Not known')).toContain(words);
});
