import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicyFile } from '#main/policy/read-policy-file.ts';
import { writePolicyFile } from '#main/policy/write-policy-file.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { policyWith, ruleOf } from '#tests/policies/support/judging.ts';

const about = { school: 'Greenfield', version: 12, schema: 'policy.schema.json' };
const fileOf = (change: Partial<PolicyDocument> = {}): string => writePolicyFile(policyWith(change), about);

/** What is wrong with a file in which one piece of text is another, as `line of the piece, column: sentence`. */
function mistakes(piece: string, instead: string, file = fileOf()): string[] {
  const at = file.indexOf(piece);
  if (at === -1 || piece === '') throw new Error(`The file holds no ${piece}`);
  const line = file.slice(0, at).split('\n').length;
  const read = readPolicyFile(file.slice(0, at) + instead + file.slice(at + piece.length));
  return read.ok ? [] : read.problems.map((one) => `${one.line - line}:${one.column}: ${one.problem}`);
}

describe('a file that was written', () => {
  const policy = policyWith({
    timed: [{ schedule: 'lunch', group: '8b', category: 'games', effect: 'warn' }],
    lists: [{ id: 'maths', name: 'Maths: # 1', entries: ['maths.test/a', '*.github.io'] }],
    calendar: { terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }], closed: [] },
    rules: [
      ruleOf('a.test', { id: 'r1', from: Date.UTC(2026, 10, 5, 11, 10), until: Date.UTC(2026, 10, 5, 12, 5, 1), reason: 'yes: no' }),
      ruleOf('b.test/x', { id: '2', schedule: 'lunch', origin: { kind: 'policy', name: '2' } }),
      ruleOf('', { id: 'r3', match: { kind: 'expression', expression: '^a#b: "c"$' } }),
      ruleOf('', { id: 'r4', match: { kind: 'range', range: '192.0.2.0/24' }, audience: 'person:mia' }),
      ruleOf('', { id: 'r5', match: { kind: 'list', list: 'maths' } }),
    ],
  });

  test('is the same policy when it is read', () => {
    expect(readPolicyFile(writePolicyFile(policy, about))).toEqual({ ok: true, policy, version: 12 });
  });
  test('is the same as JSON with comments', () => {
    const json = `// ours\n${JSON.stringify({ ...policy, version: 3 }, null, '\t')}`.replace('"rules"', '/* many // */ "rules"');
    expect(readPolicyFile(json)).toEqual({ ok: true, policy, version: 3 });
  });
  test('may be braces with addresses that are in no quotes', () => {
    const text = `{ "note": https://a.test/b }`;
    const read = readPolicyFile(text);
    expect(read.ok ? [] : read.problems.map(({ problem }) => problem)).toContainEqual(
      expect.stringMatching(/^“note” means nothing here\./),
    );
  });
  test('tells moments in the school’s time and leaves out what goes without saying', () => {
    const text = writePolicyFile(policy, about);
    expect(text).toContain('from: 2026-11-05 11:10\n');
    expect(text).toContain('until: 2026-11-05T12:05:01.000Z\n');
    expect(text).toContain('# yaml-language-server: $schema=policy.schema.json\n');
    expect(text).toContain('- { id: lunch, name: Lunch, on: school-days, periods: [ lunch ] }');
    expect(text).not.toContain('null\n');
    expect(text).not.toMatch(/[&*]a1/);
  });
});

describe('every mistake is named with its place', () => {
  test.each<[string, string, string, string[]]>([
    ['a name that means nothing', 'schedules:', 'shedules:', ['0:1: “shedules” means nothing here. “schedules” may be meant.']],
    ['a name that means nothing inside', 'place: on-site', 'plaec: on-site', ['0:100: “plaec” means nothing here. “place” may be meant.']],
    [
      'a wrong effect',
      '    games: block\n',
      '    games: forbid\n',
      ['0:5: Policy, grid › ks1 › games: one of “allow”, “warn”, “block-unless-approved”, “block” is meant here.'],
    ],
    ['a wrong category', '    games: block\n', '    gamez: block\n', ['0:5: Grid, ks1: “gamez” is no category.']],
    [
      'a mandatory category',
      '    games: block\n',
      '    illegal: allow\n',
      ['0:5: Grid, ks1: “Illegal content” is the same for everyone and cannot be set.'],
    ],
    ['a number where a name is meant', 'id: "3"', 'id: 3', ['0:7: Policy, periods › 3 › id: a text is meant here.']],
    [
      'a time that is none',
      '"3", name: Period 3, from: 11:10',
      '"3", name: Period 3, from: 25:00',
      ['0:32: Policy, periods › 3 › from: a time of day such as 09:05 is meant here.'],
    ],
    ['a name that is there twice', 'format: 1', 'format: 1\nformat: 1', ['1:1: This name is there twice: take one of the two out.']],
    [
      'a tab',
      '  terms: []',
      '\tterms: []',
      ['0:1: Lines are indented by spaces, never by tabs.', '1:1: This line is indented otherwise than the lines it belongs to.'],
    ],
    [
      'a second document',
      'passThrough: []',
      'passThrough: []\n---\nformat: 1',
      ['1:1: There is a second document (after “---”): a file holds one policy.'],
    ],
    ['an alias to nothing', 'timeZone: Europe/London', 'timeZone: *zone', ['0:11: There is no part of this anchor before this line.']],
    [
      'a tag',
      'timeZone: Europe/London',
      'timeZone: !!js/function Europe/London',
      ['0:11: Tags (“!…”) mean nothing here: write the value alone.'],
    ],
    ['a version that is none', 'version: 12', 'version: twelve', ['0:1: Version: a whole number is meant here.']],
  ])('%s', (_what, piece, instead, expected) => {
    expect(mistakes(piece, instead).toSorted()).toEqual(expected.toSorted());
  });

  test('a moment that is none, with everything else that is wrong', () => {
    const file = fileOf({ rules: [ruleOf('a.test', { id: 'r', until: Date.UTC(2026, 10, 5, 12, 5) })] });
    expect(mistakes('until: 2026-11-05 12:05', 'until: 2026-11-31 12:05', file)).toEqual([
      '0:5: Rule “r”: “2026-11-31 12:05” is no moment such as 2026-11-05 12:05 in the school’s time.',
    ]);
    expect(mistakes('audience: everyone', 'audience: 8z', file)).toEqual(['0:5: Rule “r”: “8z” is no group.']);
    expect(mistakes('kind: host', 'kind: hots', file)).toEqual([
      '0:7: Policy, rules › 0 › match › kind: this is of no kind that is known.',
    ]);
  });

  test('in the order of the file', () => {
    const read = readPolicyFile(
      fileOf().replace('Europe/London', 'Mars').replaceAll('games: ', 'gamez: ').replace('passThrough: []', 'passThrough: [ "/" ]'),
    );
    if (read.ok) throw new Error('It was read.');
    const lines = read.problems.map(({ line }) => line);
    expect(lines.length).toBeGreaterThan(8);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});

describe('what is no policy is refused in a sentence', () => {
  const sentences = (text: string): string[] => {
    const read = readPolicyFile(text);
    return read.ok ? [] : read.problems.map(({ problem }) => problem);
  };
  test.each(['', 'null', '12', '- a', '"text"', '{}', '[]', '\0', '{', '}', '%YAML 9', '\u2028', '{"a":'])('%j', (text) => {
    expect(sentences(text).length).toBeGreaterThan(0);
    for (const sentence of sentences(text)) expect(sentence).toMatch(/[.!?]$/);
  });
  test('a bomb of aliases', () => {
    const levels = Array.from(
      { length: 12 },
      (_, index) => `l${index + 1}: &l${index + 1} [${Array.from({ length: 10 }, () => `*l${index}`).join(', ')}]`,
    );
    expect(sentences(['l0: &l0 [x, x]', ...levels].join('\n'))).toEqual(['The file repeats parts of itself by aliases far too often.']);
  });
  test('a file that is too large, or nests too deeply', () => {
    expect(sentences('#'.repeat(8_000_001))).toEqual(['The file is larger than 8 million characters, which no policy is.']);
    expect(sentences(`a: ${'['.repeat(100_000)}`).length).toBeGreaterThan(0);
    expect(sentences(`{"a":${'{"a":'.repeat(50_000)}`).length).toBeGreaterThan(0);
  });
  test('whatever else there is in it', () => {
    const piece = fc.constantFrom(
      'grid:',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '#',
      ': ',
      '&a ',
      '*a',
      '!!',
      '|',
      '>',
      '---',
      '\t',
      '//',
      '/*',
      'rules:',
      'id: ',
      '0',
      '<<: ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 }), (pieces) => {
        const read = readPolicyFile(pieces.join(''));
        expect(read.ok).toBe(false);
      }),
    );
  });
  test('a mistake anywhere in a good file is never taken for something else', () => {
    const file = fileOf();
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.constantFrom('\t', '{', '"', '*', '&', ':', ' ', '-', '\n', '9', 'x'), (at, sign) => {
        const read = readPolicyFile(file.slice(0, at) + sign + file.slice(at + 1));
        if (!read.ok) for (const { line, column } of read.problems) expect(line > 0 && column > 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
