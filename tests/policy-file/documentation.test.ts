import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { toFileForm } from '#main/policy/file-form.ts';
import { readPolicyFile } from '#main/policy/read-policy-file.ts';
import { policyWith, ruleOf } from '#tests/policies/support/judging.ts';

test('the examples of docs/policy.md hold together', () => {
  const page = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => parse(text) as object);
  expect(examples).toHaveLength(6);
  const read = readPolicyFile(stringify(Object.assign({}, toFileForm(policyWith()), ...examples)));
  expect(read.ok ? [] : read.problems).toEqual([]);
});

test('the example of docs/lessons.md holds together', () => {
  const page = readFileSync(new URL('../../docs/lessons.md', import.meta.url), 'utf8');
  const [, text = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  const read = readPolicyFile(stringify({ ...toFileForm(policyWith()), ...(parse(text) as object) }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.policy.lessons).toMatchObject({ teachers: { days: 14 }, prepareAt: '18:00', changed: 'reviewed' });
});

test('windows and embedded of a rule come back from a file as they were', () => {
  const rule = ruleOf('museum.example', {
    id: 'plan',
    layer: 'decision',
    effect: 'allow',
    from: Date.UTC(2026, 10, 26, 11, 10),
    until: Date.UTC(2026, 11, 3, 12, 5),
    windows: [
      { from: Date.UTC(2026, 10, 26, 11, 10), until: Date.UTC(2026, 10, 26, 12, 5) },
      { from: Date.UTC(2026, 11, 3, 11, 10), until: Date.UTC(2026, 11, 3, 12, 5) },
    ],
    embedded: ['art.example'],
  });
  const read = readPolicyFile(stringify(toFileForm(policyWith({ rules: [rule] }))));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.policy.rules).toEqual([rule]);
  const wrong = readPolicyFile(stringify(toFileForm(policyWith({ rules: [rule] }))).replace('2026-12-03 11:10', 'next week'));
  expect(JSON.stringify(wrong)).toContain('Rule “plan”: “next week” is no moment');
});
