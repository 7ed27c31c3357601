import { expect, test } from 'vitest';
import { whoCanChange } from '#policies/words/who-can-change.ts';
import { verdictOf } from './verdict-of.ts';

test('nobody changes what the law’s lists and the helplines say', () => {
  expect(whoCanChange(verdictOf('mandatory', 'block'))).toBe('nobody');
  expect(whoCanChange(verdictOf('mandatory', 'allow'))).toBe('nobody');
  // Not even a rule that pretends that staff could.
  expect(whoCanChange(verdictOf('mandatory', 'block', { rule: { approvable: true } }))).toBe('nobody');
});

test('a decision ends by itself, or those who decide take it back', () => {
  expect(whoCanChange(verdictOf('decision', 'allow'))).toBe('lapses');
  expect(whoCanChange(verdictOf('decision', 'allow', { rule: { until: null } }))).toBe('decider');
});

test('the school’s rules and what it blocks outright are the committee’s', () => {
  expect(whoCanChange(verdictOf('school', 'block'))).toBe('committee');
  expect(whoCanChange(verdictOf('group', 'warn'))).toBe('committee');
  expect(whoCanChange(verdictOf('category', 'block'))).toBe('committee');
  expect(whoCanChange(verdictOf('category', 'allow'))).toBe('committee');
});

test('a teacher can get opened what is blocked unless approved, and what nobody has looked at', () => {
  expect(whoCanChange(verdictOf('category', 'block', { rule: { approvable: true } }))).toBe('teacher-or-committee');
  expect(whoCanChange(verdictOf('default', 'block'))).toBe('teacher-or-committee');
  expect(whoCanChange(verdictOf('default', 'allow'))).toBe('committee');
});
