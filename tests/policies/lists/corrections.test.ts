import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Corrections, parseCorrections } from '#policies/lists/corrections.ts';
import { isInstitution } from '#policies/lists/institutions.ts';
import type { ListItem } from '#policies/lists/list-item.ts';
import { categories, categoryById } from '#policies/vocabulary/categories.ts';

const host = (name: string, path: string | null = null): ListItem => ({ kind: 'host', host: name, path, below: false });
const corrections = new Corrections({
  named: [
    { host: 'magazine.test', not: ['games', 'dating'], reason: 'A magazine.' },
    { host: 'advice.test', not: null, reason: 'Advice.' },
  ],
  checked: [
    { host: 'songs.test', category: 'music' },
    { host: 'songs.test', category: 'video' },
    { host: 'talk.test', category: 'chat' },
  ],
  helplines: ['help.test'],
});

test('a name that was looked at is only in the categories that were found', () => {
  expect(corrections.against(host('magazine.test'), 'games')).toBe('A magazine.');
  expect(corrections.against(host('www.magazine.test'), 'dating')).toBe('A magazine.');
  expect(corrections.against(host('magazine.test'), 'news')).toBeNull();
  expect(corrections.against(host('advice.test'), 'pornography')).toBe('Advice.');
  expect(corrections.against(host('songs.test'), 'social-media')).toMatch(/looked at/);
  expect(corrections.against(host('songs.test'), 'music')).toBeNull();
  // A chat may well be worse than the shipped lists knew.
  expect(corrections.against(host('talk.test'), 'pornography')).toBeNull();
});

test('a page or a machine of a corrected name may still be bad', () => {
  expect(corrections.against(host('magazine.test', '/games'), 'games')).toBeNull();
  expect(corrections.against(host('arcade.magazine.test'), 'games')).toBeNull();
  expect(corrections.against(host('files.ox.ac.uk'), 'malware')).toBeNull();
  expect(corrections.against(host('ox.ac.uk', '/~someone/cracked'), 'malware')).toBeNull();
  expect(corrections.against({ kind: 'range', range: '192.0.2.0/24' }, 'games')).toBeNull();
});

test('confidential help is in no category, with everything below it', () => {
  expect(corrections.against(host('help.test'), 'dating')).toMatch(/always open/);
  expect(corrections.against(host('chat.help.test', '/x'), 'chat')).toMatch(/always open/);
  expect(corrections.against(host('nohelp.test'), 'chat')).toBeNull();
});

test('whole universities, schools and public authorities are not games or dating, by where their names are registered', () => {
  const names = [
    'ox.ac.uk',
    'www.ox.ac.uk',
    'mit.edu',
    'usp.edu.br',
    'u-tokyo.ac.jp',
    'gov.uk',
    'nasa.gov',
    'met.police.uk',
    'sydney.edu.au',
  ];
  const more = ['eastgambling.nhs.uk', 'hill.kent.sch.uk', 'www.hill.kent.sch.uk', 'lincoln.k12.ca.us', 'example.gov.in'];
  for (const name of [...names, ...more])
    for (const category of ['games', 'gambling', 'dating']) expect(corrections.against(host(name), category), name).toMatch(/registered/);
  expect(corrections.against(host('ox.ac.uk'), 'education')).toBeNull();
});

test('that one is broken into is believed, but for the registries closest to the schools', () => {
  for (const name of ['ox.ac.uk', 'mit.edu', 'hill.kent.sch.uk']) expect(isInstitution(name, 'malware'), name).toBe(true);
  for (const name of ['usp.edu.br', 'example.gov.in', 'sydney.edu.au']) expect(isInstitution(name, 'malware'), name).toBe(false);
});

test('a name that only looks like an institution’s is none', () => {
  const names = ['edu.example.com', 'ac.games.test', 'mit.edu.example.com', 'acuk.com', 'ox.ac', 'gov.example.org', 'school.com'];
  const lax = ['casino.ac.ug', 'shop.edu.pl', 'games.us', 'example.co.uk', 'games.ny.us', 'dept.ox.ac.uk', 'uk', 'ac', ''];
  for (const name of [...names, ...lax]) expect(isInstitution(name, 'games'), name).toBe(false);
});

test('the shipped corrections can all be used, and are needed once', () => {
  const text = readFileSync(new URL('../../../policies/starter/corrections.txt', import.meta.url), 'utf8');
  const parsed = parseCorrections(text, (id) => categoryById(id) !== undefined);
  expect(parsed.problems).toEqual([]);
  expect(parsed.corrections.length).toBeGreaterThan(200);
  // No host twice for one category.
  const pairs = parsed.corrections.flatMap(({ host, not }) => (not ?? ['*']).map((category) => `${host} ${category}`));
  expect(pairs.filter((pair, at) => pairs.indexOf(pair) !== at)).toEqual([]);
});

test('corrections are told with their line when they cannot be used', () => {
  const { corrections, problems } = parseCorrections(
    'early.test\n[nonsense] Why.\nlost.test\n[games]\n[games, dating] A magazine.\na.test b.test/path # c\nbad,host a/host',
    (id) => id === 'games' || id === 'dating',
  );
  expect(corrections).toEqual([{ host: 'a.test', not: ['games', 'dating'], reason: 'A magazine.' }]);
  expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4, 6, 7, 7]);
});

test('no name and no category makes a correction throw, and paths are never corrected but for help', () => {
  fc.assert(
    fc.property(fc.domain(), fc.constantFrom(...categories.map(({ id }) => id)), (name, category) => {
      corrections.against(host(name), category);
      expect(corrections.against(host(name, '/a'), category)).toBeNull();
    }),
  );
});
