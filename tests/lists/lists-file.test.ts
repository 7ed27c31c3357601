import { expect, test } from 'vitest';
import { parseListsFile } from '#main/lists/lists-file.ts';

const problemOf = (text: string): string => {
  const read = parseListsFile('lists.yaml', text);
  return read.ok ? '' : read.problem;
};

test('sources, mappings and corrections are read', () => {
  const read = parseListsFile(
    'lists.yaml',
    [
      'timeZone: Europe/Dublin',
      'sources:',
      '  ut1: { name: UT1, url: "https://lists.test/all.tar.gz", schedule: "30 4 * * *", map: { sports: games, press: null } }',
      'corrections:',
      '  - { host: WWW.Example.ORG, not: [games, dating], reason: It is ours. }',
      '  - { host: münchen.example, not: all, reason: It is a town. }',
    ].join('\n'),
  );
  expect(read).toMatchObject({ ok: true });
  if (!read.ok) return;
  expect(read.value.timeZone).toBe('Europe/Dublin');
  expect(read.value.sources.get('ut1')).toMatchObject({ name: 'UT1', map: { sports: 'games', press: null } });
  expect(read.value.corrections).toEqual([
    { host: 'www.example.org', not: ['games', 'dating'], reason: 'It is ours.' },
    { host: 'xn--mnchen-3ya.example', not: null, reason: 'It is a town.' },
  ]);
});

test.each(['', '# nothing\n', '{}', 'sources: {}'])('a file that says nothing is no mistake: %j', (text) =>
  expect(parseListsFile('lists.yaml', text)).toEqual({
    ok: true,
    value: { timeZone: 'Europe/London', sources: new Map(), corrections: [] },
  }),
);

test.each([
  ['sources:\n  a: { url: "http://a.test/" }', /^lists\.yaml, line 2, sources\.a\.url: this will not do; give an address with https/],
  ['sources:\n  a: { url: "https://user:pw@a.test/" }', /give an address with https/],
  ['sources:\n  a:\n    schedule: "every night"', /line 3, sources\.a\.schedule: .*cron/],
  ['sources:\n  a:\n    schedule: "* * * * * *"', /five fields/],
  ['sources:\n  a: { map: { x: nonsense } }', /there is no such category/],
  ['sources:\n  a: { map: { x: illegal } }', /no imported list may fill it/],
  ['sources:\n  a: { category: helpline }', /no imported list may fill it/],
  ['sources:\n  a: { colour: red }', /line 2, sources\.a\.colour: there is no such setting/],
  ['sources:\n  ../a: {}', /id is up to 32 lower-case letters/],
  ['corrections:\n  - { host: "not a host", not: all, reason: x }', /give a host name/],
  ['corrections:\n  - { host: a.test, not: all }', /give the reason/],
  ['timeZone: Mars/Phobos', /give a time zone/],
  ['sources: [', /line \d+: this is not YAML/],
  ['- a', /^lists\.yaml/],
  ['sources: *nowhere', /not YAML that can be read \(Unresolved alias/],
  [
    `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'.replace(/./g, (name) => `${name}: &${name} [${`*${String.fromCharCode(name.charCodeAt(0) - 1)}, `.repeat(9)}]\n`)}`,
    /^lists\.yaml: this is not YAML that can be read \(Excessive alias count/,
  ],
])('a mistake is told with its place: %j', (text, problem) => expect(problemOf(text)).toMatch(problem));
