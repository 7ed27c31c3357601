import { describe, expect, test } from 'vitest';
import { compileBundle } from '#policies/bundle/compile.ts';
import { bundleSchema } from '#policies/contracts/bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Group } from '#policies/model/group.ts';
import { listOf, policyWith, ruleOf } from '#tests/policies/support/judging.ts';
import { starterLists, starterPhraseLists } from '#tests/policies/support/starter-lists.ts';

const compile = (policy: PolicyDocument, lists = [listOf('games', 'games.test')]) =>
  compileBundle({ school: 'greenfield', number: 3, madeAt: 5, policy, lists, phraseLists: [] });

/** The problems of a policy that differs from the starter policy in this. */
const problemsOf = (change: Partial<PolicyDocument>): string[] => {
  const compiled = compile(policyWith(change));
  return compiled.ok ? [] : compiled.problems;
};
const withGroups = (...groups: Group[]) => problemsOf({ groups: [...policyWith().groups, ...groups] });

test('a policy with its lists becomes a numbered bundle', () => {
  const compiled = compileBundle({
    school: 'greenfield',
    number: 3,
    madeAt: 5,
    policy: policyWith(),
    lists: [...starterLists],
    phraseLists: [...starterPhraseLists],
  });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  expect(compiled.bundle).toMatchObject({ format: 1, school: 'greenfield', number: 3, madeAt: 5 });
  expect(bundleSchema.parse(JSON.parse(JSON.stringify(compiled.bundle)))).toEqual(compiled.bundle);
});

describe('what is wrong is said with its place', () => {
  test.each<[string, string[], string[]]>([
    ['a group twice', withGroups({ id: '8b', name: '8B', kind: 'class', parent: 'year-8' }), ['Group “8b” is there twice.']],
    [
      'a parent that is missing',
      withGroups({ id: '9x', name: '9X', kind: 'class', parent: 'year-99' }),
      ['Group “9x”: the group above it, “year-99”, does not exist.'],
    ],
    [
      'no parent',
      withGroups({ id: '9x', name: '9X', kind: 'class', parent: null }),
      ['Group “9x”: a class must hang below a year or phase.'],
    ],
    [
      'a circle',
      withGroups({ id: 'a', name: 'A', kind: 'class', parent: 'b' }, { id: 'b', name: 'B', kind: 'class', parent: 'a' }),
      ['Group “a” hangs below itself.', 'Group “b” hangs below itself.'],
    ],
    [
      'a year below a class',
      withGroups({ id: '9x', name: '9X', kind: 'year', parent: '8b' }),
      ['Group “9x”: a year hangs below a phase, and “8b” is a class.'],
    ],
    [
      'a second everyone',
      withGroups({ id: 'all', name: 'All', kind: 'everyone', parent: null }),
      ['Group “all”: only “everyone” is of the kind everyone, and it hangs below nothing.'],
    ],
    [
      'no group for the unknown',
      problemsOf({ groups: policyWith().groups.filter((group) => group.id !== 'unknown') }),
      [
        'Groups: there must be a phase “unknown” for people who cannot be named.',
        'Grid: “unknown” is no phase.',
        'Unknown sites: “unknown” is no phase.',
        'Obligations: “unknown” is no phase.',
      ],
    ],
    [
      'a phase without a policy',
      withGroups({ id: 'nursery', name: 'Nursery', kind: 'phase', parent: 'everyone' }),
      [
        'Grid: the phase “nursery” is missing.',
        'Unknown sites: the phase “nursery” is missing.',
        'Obligations: the phase “nursery” is missing.',
      ],
    ],
    ['a grid row for no phase', problemsOf({ grid: { ...policyWith().grid, 'year-8': {} } }), ['Grid: “year-8” is no phase.']],
    [
      'a category that does not exist',
      problemsOf({ grid: { ...policyWith().grid, ks3: { gamez: 'block' } } }),
      ['Grid, ks3: “gamez” is no category.'],
    ],
    [
      'a mandatory category in the grid',
      problemsOf({ grid: { ...policyWith().grid, ks3: { illegal: 'allow' } } }),
      ['Grid, ks3: “Illegal content” is the same for everyone and cannot be set.'],
    ],
    [
      'an audience that does not exist',
      problemsOf({ rules: [ruleOf('example.org', { id: 'r', audience: '8z' })] }),
      ['Rule “r”: “8z” is no group.'],
    ],
    [
      'a rule for the mandatory layer',
      problemsOf({ rules: [ruleOf('example.org', { id: 'r', layer: 'mandatory', effect: 'allow' })] }),
      ['Rule “r”: the layer mandatory is the same for every school; no rule can be added to it.'],
    ],
    [
      'a rule for a layer of the grid',
      problemsOf({ rules: [ruleOf('example.org', { id: 'r', layer: 'category' })] }),
      ['Rule “r”: a rule cannot be in the layer category, which is set by the grid.'],
    ],
    [
      'a rule for a mandatory category',
      problemsOf({ rules: [ruleOf('x', { id: 'r', match: { kind: 'category', category: 'illegal' } })] }),
      ['Rule “r”: “Illegal content” is the same for everyone; no rule changes it.'],
    ],
    [
      'a rule for no category',
      problemsOf({ rules: [ruleOf('x', { id: 'r', match: { kind: 'category', category: 'gamez' } })] }),
      ['Rule “r”: “gamez” is no category.'],
    ],
    [
      'two rules of one id',
      problemsOf({ rules: [ruleOf('example.org', { id: 'a' }), ruleOf('example.com', { id: 'a' })] }),
      ['Rule “a”: there is another rule of this id.'],
    ],
    [
      'a rule that ends first',
      problemsOf({ rules: [ruleOf('example.org', { id: 'r', from: 2, until: 2 })] }),
      ['Rule “r”: it ends before it begins.'],
    ],
    [
      'a host that is no host',
      problemsOf({ rules: [ruleOf('Example.org', { id: 'r' })] }),
      ['Rule “r”: “Example.org” is not a plain host name in lower case.'],
    ],
    [
      'a host with a port',
      problemsOf({ rules: [ruleOf('example.org:443', { id: 'r' })] }),
      ['Rule “r”: “example.org:443” is not a plain host name in lower case.'],
    ],
    [
      'a time zone that does not exist',
      problemsOf({ timeZone: 'Europe/Hogwarts' }),
      ['Time zone: “Europe/Hogwarts” is not a zone of the IANA database, such as Europe/London.'],
    ],
    [
      'a period that ends first',
      problemsOf({ periods: [{ id: '1', name: 'Period 1', from: '10:00', to: '09:00' }] }),
      ['Period “Period 1” ends (09:00) before it begins (10:00).'],
    ],
    [
      'a period twice',
      problemsOf({
        periods: [
          { id: '1', name: 'One', from: '09:00', to: '10:00' },
          { id: '1', name: 'Two', from: '10:00', to: '11:00' },
        ],
      }),
      ['Period “1” is there twice.'],
    ],
    [
      'a carrier that would be relayed unread',
      problemsOf({ passThrough: ['translate.goog'] }),
      ['Relayed unread: “translate.goog” shows other sites under its own name and must be read.'],
    ],
    [
      'an address that would be relayed unread',
      problemsOf({ passThrough: ['https://bank.test/'] }),
      ['Relayed unread: “https://bank.test/” is not a plain host name in lower case.'],
    ],
  ])('%s', (_what, problems, expected) => {
    expect(problems).toEqual(expected);
  });

  test('a shape that is none', () => {
    const compiled = compile({ ...policyWith(), periods: [{ id: '1', name: 'One', from: '9', to: '10' }] });
    expect(compiled).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('periods › 0 › from'), expect.stringContaining('periods › 0 › to')],
    });
  });

  test('a list of no category, or two lists of one id', () => {
    const list = listOf('games', 'games.test');
    expect(compile(policyWith(), [list, list, { ...list, id: 'odd', category: 'gamez' }])).toEqual({
      ok: false,
      problems: ['List “test-games” is there twice.', 'List “odd”: “gamez” is no category.'],
    });
  });

  test('everything at once', () => {
    expect(problemsOf({ timeZone: 'nowhere', rules: [ruleOf('x', { audience: 'y' })], passThrough: ['/'] })).toHaveLength(3);
  });
});
