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
      ['Group “9x”: a class must hang below a year or a phase.'],
    ],
    [
      'a circle',
      withGroups({ id: 'a', name: 'A', kind: 'class', parent: 'b' }, { id: 'b', name: 'B', kind: 'class', parent: 'a' }),
      ['Group “a” hangs below itself.', 'Group “b” hangs below itself.'],
    ],
    [
      'a year below a class',
      withGroups({ id: '9x', name: '9X', kind: 'year', parent: '8b' }),
      ['Group “9x”: a year must hang below a phase, which “8b” is not.'],
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
        'Grid: “unknown” is no group.',
        'Unknown sites: “unknown” is no group.',
        'Obligations: “unknown” is no group.',
        'Pages, words: “unknown” is no group.',
      ],
    ],
    [
      'a phase without a policy',
      withGroups({ id: 'nursery', name: 'Nursery', kind: 'phase', parent: 'everyone' }),
      [
        'Grid: the phase “nursery” has no entry, and no group above it has one.',
        'Unknown sites: the phase “nursery” has no entry, and no group above it has one.',
        'Obligations: the phase “nursery” has no entry, and no group above it has one.',
      ],
    ],
    ['a grid row for no group', problemsOf({ grid: { ...policyWith().grid, 'year-88': {} } }), ['Grid: “year-88” is no group.']],
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
      ['Rule “r”: “Illegal content” is the same for everyone and no rule changes it.'],
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
      problemsOf({ schedules: [], periods: [{ id: '1', name: 'Period 1', from: '10:00', to: '09:00' }] }),
      ['Period “Period 1” ends (09:00) before it begins (10:00).'],
    ],
    [
      'a period twice',
      problemsOf({
        schedules: [],
        periods: [
          { id: '1', name: 'One', from: '09:00', to: '10:00' },
          { id: '1', name: 'Two', from: '10:00', to: '11:00' },
        ],
      }),
      ['Period “1” is there twice.'],
    ],
    [
      'a phase below a year',
      withGroups({ id: 'upper', name: 'Upper', kind: 'phase', parent: 'year-8' }),
      ['Group “upper”: a phase must hang below an age band or “everyone”, which “year-8” is not.'],
    ],
    [
      'an age band below a phase',
      withGroups({ id: 'young', name: 'Young', kind: 'age-band', parent: 'ks1' }),
      ['Group “young”: an age band must hang below “everyone”, which “ks1” is not.'],
    ],
    [
      'a class below an age band',
      withGroups({ id: 'x', name: 'X', kind: 'class', parent: 'under-11' }),
      ['Group “x”: a class must hang below a year or a phase, which “under-11” is not.'],
    ],
    [
      'a term that ends first, one that overlaps, and dates that there are not',
      problemsOf({
        calendar: {
          terms: [
            { name: 'Spring', from: '2027-01-04', to: '2027-03-25' },
            { name: 'Autumn', from: '2026-09-02', to: '2027-01-04' },
            { name: 'Summer', from: '2027-07-20', to: '2027-04-12' },
          ],
          closed: [{ name: 'Leap day', from: '2027-02-29', to: '2027-13-01' }],
        },
      }),
      [
        'Term “Summer” ends (2027-04-12) before it begins (2027-07-20).',
        'Term “Spring” begins (2027-01-04) before “Autumn” ends (2027-01-04).',
        'Closed “Leap day”: the calendar has no 2027-02-29.',
        'Closed “Leap day”: the calendar has no 2027-13-01.',
      ],
    ],
    [
      'a schedule that cannot hold',
      problemsOf({
        schedules: [
          { id: 'a', name: 'A', periods: ['9', 'lunch'] },
          { id: 'a', name: 'B', from: '09:00', to: '09:00' },
          { id: 'c', name: 'C', periods: ['lunch'], to: '09:00' },
          { id: 'd', name: 'D', on: 'school-days', days: ['sat', 'sun'] },
          { id: 'e', name: 'E', to: '00:00' },
        ],
      }),
      [
        'Schedule “a”: there is no period “9”.',
        'Schedule “a”: there is another schedule of this id.',
        'Schedule “a”: it ends (09:00) when it begins.',
        'Schedule “c”: it has periods and a time of day; give one of the two.',
        'Schedule “d”: it never holds: a Saturday or Sunday is no school day.',
        'Schedule “e”: it ends (00:00) when it begins.',
      ],
    ],
    [
      'a timed entry for nothing that exists, and for a mandatory category',
      problemsOf({
        timed: [
          { schedule: 'never', group: '8z', category: 'gamez', effect: 'allow' },
          { schedule: 'lunch', group: 'ks3', category: 'illegal', effect: 'allow' },
          { schedule: 'lunch', group: 'ks3', category: 'games', effect: 'allow' },
          { schedule: 'lunch', group: 'ks3', category: 'games', effect: 'block' },
        ],
      }),
      [
        'Timed entry 1 (8z, gamez): there is no schedule “never”.',
        'Timed entry 1 (8z, gamez): “8z” is no group.',
        'Timed entry 1 (8z, gamez): “gamez” is no category.',
        'Timed entry 2 (ks3, illegal): “Illegal content” is the same for everyone and cannot be set.',
        'Timed entry 4 (ks3, games): there is another entry for the same group and category in “lunch”.',
      ],
    ],
    [
      'what rules match by',
      problemsOf({
        rules: [
          ruleOf('x', { id: 'r1', match: { kind: 'list', list: 'gone' } }),
          ruleOf('x', { id: 'r2', match: { kind: 'range', range: '192.0.2.0/33' } }),
          ruleOf('x', { id: 'r3', match: { kind: 'range', range: '192.0.2.1/24' } }),
          ruleOf('x', { id: 'r4', match: { kind: 'range', range: '0.0.0.0/0' } }),
          ruleOf('x', { id: 'r5', match: { kind: 'expression', expression: '(a' } }),
          ruleOf('x', { id: 'r6', match: { kind: 'expression', expression: '(a)\\1' } }),
          ruleOf('x', { id: 'r6a', match: { kind: 'video', video: 'https://www.youtube.com/@channel' } }),
          ruleOf('x', { id: 'r6b', match: { kind: 'video', video: 'www.youtube.com/shorts/dQw4w9WgXcQ' } }),
          ruleOf('x.test', { id: 'r7', schedule: 'never', audience: 'person:' }),
        ],
      }),
      [
        'Rule “r1”: there is no list “gone”.',
        'Rule “r2”: “192.0.2.0/33” is no block of IP addresses, such as 192.0.2.0/24.',
        'Rule “r3”: “192.0.2.1/24” is spelt “192.0.2.0/24”.',
        'Rule “r4”: “0.0.0.0/0” spans far too many addresses.',
        expect.stringMatching(/^Rule “r5”: “\(a” cannot be used\. /),
        expect.stringMatching(/^Rule “r6”: “\(a\)\\1” cannot be used\. /),
        'Rule “r6a”: “https://www.youtube.com/@channel” is no address of one video at YouTube or Vimeo, such as https://youtu.be/dQw4w9WgXcQ.',
        'Rule “r7”: it names no person.',
        'Rule “r7”: there is no schedule “never”.',
      ],
    ],
    [
      'a list of its own that is there twice or holds what is no address',
      problemsOf({
        lists: [
          { id: 'own', name: 'Own', entries: ['example.org/page', '*.github.io', 'no host', 'ftp://example.org'] },
          { id: 'own', name: 'Own', entries: [] },
        ],
      }),
      [
        expect.stringMatching(/^List “own”, “no host”: /),
        expect.stringMatching(/^List “own”, “ftp:\/\/example.org”: /),
        'List “own” is there twice.',
      ],
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
      problems: [
        'Policy, periods › 0 › from: a time of day such as 09:05 is meant here.',
        'Policy, periods › 0 › to: a time of day such as 09:05 is meant here.',
      ],
    });
  });

  test('a list of no category, or two lists of one id', () => {
    const list = listOf('games', 'games.test');
    expect(compile(policyWith(), [list, list, { ...list, id: 'odd', category: 'gamez' }])).toEqual({
      ok: false,
      problems: ['List “test-games” is there twice.', 'List “odd”: “gamez” is no category.'],
    });
  });

  test('nothing, where a phase has its word from above', () => {
    const { grid, unknownSites, obligations, groups } = policyWith();
    const without = <V>({ ks3: _gone, ...rest }: Record<string, V>): Record<string, V> => rest;
    const strict = { safeSearch: true, videoRestriction: true };
    expect(
      problemsOf({
        groups,
        grid: { ...without(grid), '11-to-16': { games: 'block-unless-approved' } },
        unknownSites: { ...without(unknownSites), everyone: 'warn' },
        obligations: { ...without(obligations), '11-to-16': strict, '8b': strict },
      }),
    ).toEqual([]);
  });

  test('everything at once', () => {
    expect(problemsOf({ timeZone: 'nowhere', rules: [ruleOf('x', { audience: 'y' })], passThrough: ['/'] })).toHaveLength(3);
  });
});
