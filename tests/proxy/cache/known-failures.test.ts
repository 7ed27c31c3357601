// The list of what the public cache tests may find is exact in both directions.
import { expect, test } from 'vitest';
import { knownFailures, unexpectedOf } from '../../conformance/cache-known-failures.ts';

const verdict = (kind: string, of: string): { suite: string; kind: string; verdict: string; detail: string } => ({
  suite: 'status',
  kind,
  verdict: of,
  detail: '',
});

test('a failure that is not listed, a listed test that passes and one that did not run are each told; checks never are', () => {
  const verdicts = {
    good: verdict('required', 'pass'),
    listed: verdict('optimal', 'optional_fail'),
    new: verdict('required', 'fail'),
    mended: verdict('optimal', 'pass'),
    look: verdict('check', 'no'),
  };
  expect(unexpectedOf(verdicts, { listed: 'why', mended: 'why', missing: 'why' })).toEqual([
    'required new: fail',
    'optimal mended: passes, although it is a known failure',
    'missing: is a known failure and did not run',
  ]);
});

test('every known failure says why, in more than a word', () => {
  for (const reason of Object.values(knownFailures)) expect(reason.split(' ').length).toBeGreaterThan(5);
});
