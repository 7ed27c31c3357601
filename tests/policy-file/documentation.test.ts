import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { toFileForm } from '#main/policy/file-form.ts';
import { readPolicyFile } from '#main/policy/read-policy-file.ts';
import { policyWith } from '#tests/policies/support/judging.ts';

test('the examples of docs/policy.md hold together', () => {
  const page = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => parse(text) as object);
  expect(examples).toHaveLength(6);
  const read = readPolicyFile(stringify(Object.assign({}, toFileForm(policyWith()), ...examples)));
  expect(read.ok ? [] : read.problems).toEqual([]);
});
