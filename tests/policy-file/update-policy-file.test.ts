import { expect, test } from 'vitest';
import { readPolicyFile } from '#main/policy/read-policy-file.ts';
import { updatePolicyFile, withVersion } from '#main/policy/update-policy-file.ts';
import { writePolicyFile } from '#main/policy/write-policy-file.ts';
import { policyWith, ruleOf } from '#tests/policies/support/judging.ts';

const rules = [ruleOf('a.test', { id: 'a' }), ruleOf('b.test', { id: 'b', until: Date.UTC(2026, 10, 5, 12, 5) })];
const before = policyWith({ rules });
const written = writePolicyFile(before, { school: 'Greenfield', version: 4, schema: 's.json' });
const own = written
  .replace('    games: block\n', '    games: block # agreed on 3 March\n')
  .replace('  - id: b\n', '  # for the maths department\n  - id: b\n')
  .replace('until: 2026-11-05 12:05', 'until: 2026-11-05T12:05:00Z # lesson');

test('a file keeps its comments, its order and its spelling of moments', () => {
  const after = policyWith({
    rules: [...rules.filter((rule) => rule.id === 'b'), ruleOf('c.test', { id: 'c' })],
    grid: { ...before.grid, ks1: { ...before.grid['ks1'], games: 'warn', music: 'allow' } },
    groups: before.groups.filter((group) => group.id !== '8c'),
  });
  const updated = updatePolicyFile(own, after, 9) ?? '';
  expect(readPolicyFile(updated)).toEqual({ ok: true, policy: after, version: 9 });
  expect(updated).toContain('    games: warn # agreed on 3 March\n');
  expect(updated).toContain('  # for the maths department\n  - id: b\n');
  expect(updated).toContain('until: 2026-11-05T12:05:00Z # lesson\n');
  expect(updated).not.toContain('id: a\n');
  expect(updated).not.toContain('8c');
});

test('a file that is up to date stays as it is, but for its version', () => {
  expect(updatePolicyFile(written, before, 5)).toBe(written.replace('version: 4', 'version: 5'));
  expect(withVersion(own, 5)).toBe(own.replace('version: 4', 'version: 5'));
  expect(withVersion('{"version": 4, // ours\n"format": 1}', 5)).toBe('{"version": 5, // ours\n"format": 1}');
});

test('JSON is not rewritten: it would lose its comments', () => {
  expect(updatePolicyFile('// ours\n{"format": 1}', before, 5)).toBeNull();
});
