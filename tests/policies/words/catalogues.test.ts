// Every string of every language: there, clean, and with the names that were put into it.
import { describe, expect, test } from 'vitest';
import { languages } from '#policies/model/language.ts';
import { wordsOf } from '#policies/words/words-of.ts';

/** Names that cannot come from anywhere else. */
const given = ['⟨1⟩', '⟨2⟩', '⟨3⟩', '⟨4⟩'] as const;
const list = { name: given[2], line: 77 };

/** Arguments for the functions that take other things than one to three names. */
const special: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  'explanation.sentence': (['allow', 'warn', 'block'] as const).flatMap((effect) =>
    [null, given[1]].flatMap((carried) => [null, list].map((entry) => [{ effect, because: given[0], carried, list: entry }])),
  ),
  'explanation.category': [null, given[0]].flatMap((name) =>
    ['allow', 'warn', 'block', 'block-unless-approved'].map((effect) => [name, effect, given[1]]),
  ),
  'explanation.pageWords': [null, given[0]].flatMap((name) => ['allow', 'warn', 'block'].map((effect) => [name, effect, given[1]])),
  'explanation.unknownSite': ['allow', 'warn', 'block'].map((effect) => [effect, given[0]]),
  'explanation.ruleWithEffect': ['allow', 'warn', 'block'].map((effect) => [given[0], effect]),
  'explanation.listAndLine': [[given[0], 77]],
  'explanation.ruleNames.listed': [[given[0], 77]],
  'explanation.ruleNames.category': [
    [given[0], given[1], null],
    [given[0], given[1], given[2]],
  ],
  'explanation.personIn': [
    [given[0], [given[1], given[2]]],
    [null, []],
  ],
  'explanation.flag': ['low', 'medium', 'high', 'urgent'].map((severity) => [
    { phrase: given[0], category: given[1], severity, list: given[2], line: 77 },
  ]),
  'explanation.policyVersion': [[77]],
  'extension.popup.version': [[77]],
  'extension.popup.records': [[1], [77]],
  'extension.popup.everyPage': [
    [null, null],
    [given[0], null],
    [given[0], given[1]],
  ],
  'blockPage.pageWords': [
    [given[0], given[1]],
    [null, given[1]],
  ],
  'blockPage.category': [
    [given[0], given[1]],
    [null, given[1]],
  ],
  'warnPage.pageWords': [
    [given[0], given[1]],
    [null, given[1]],
  ],
  'warnPage.category': [
    [given[0], given[1]],
    [null, given[1]],
  ],
};

/** Every text with the path that leads to it; functions are called with names, which are listed with the text. */
function textsOf(value: unknown, path = ''): { path: string; text: string; names: string[] }[] {
  if (typeof value === 'string') return [{ path, text: value, names: [] }];
  if (typeof value === 'function') {
    const calls = special[path] ?? [given.slice(0, value.length)];
    return calls.map((args) => ({ path, text: String(value(...args)), names: namesIn(args) }));
  }
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is neither text nor a function.`);
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, path === '' ? key : `${path}.${key}`));
}

function namesIn(args: readonly unknown[]): string[] {
  const json = JSON.stringify(args);
  return [...given.filter((name) => json.includes(name)), ...(json.includes('77') ? ['77'] : [])];
}

describe.each(languages)('%s', (language) => {
  const texts = textsOf(wordsOf(language));

  test('no string is empty, and every name that was put in is in it', () => {
    expect(texts.length).toBeGreaterThan(250);
    for (const { path, text, names } of texts) {
      expect(text.trim(), path).not.toBe('');
      for (const name of names) expect(text, path).toContain(name);
    }
  });
  test('no string shows a mistake of ours', () => {
    for (const { path, text } of texts) {
      expect(text, path).not.toMatch(/undefined|null|NaN|\[object|\$\{|TODO/);
      expect(text, path).not.toMatch(/ {2}|\.\.|,,|;;| [.,;:]|^\s[^,]|\n/);
      // Typographic marks only, and no markup.
      expect(text, path).not.toMatch(/["'`<>&]/);
    }
  });
  test('brackets and quotation marks are closed', () => {
    for (const { path, text } of texts)
      for (const [open, close] of ['()', '“”'] as const) expect(text.split(open ?? '').length, path).toBe(text.split(close ?? '').length);
  });
  test('every sentence ends as one', () => {
    const sentences = texts.filter(({ path }) =>
      /^(changers|explanation\.sentence|blockPage\.(illegal|ownRule|talk\.(pupil|staff|other)))|sentences|definition$/.test(path),
    );
    expect(sentences.length).toBeGreaterThan(80);
    for (const { path, text } of sentences) expect(text, path).toMatch(/[^.]\.$/);
  });
});

test('languages do not share sentences', () => {
  const [english, welsh] = [textsOf(wordsOf('en')), textsOf(wordsOf('cy'))];
  const same = english.filter(
    ({ path, text }) => text.split(' ').length > 3 && welsh.some((other) => other.path === path && other.text === text),
  );
  expect(same).toEqual([]);
});

test('Welsh never puts a name where its first letter would change', () => {
  // Words that mutate what follows; `ar gyfer`, `y grŵp`, `rhestr`, a comma, a bracket or a quotation mark do not.
  const mutating = /(?:^|[\s(“])(?:i|o|am|ar|at|dan|dros|drwy|gan|heb|wrth|yn|â|a|na|y|yr|ei|ein|eu|neu|dy|fy|un|dwy|tri) (?:“)?⟨/u;
  for (const { path, text } of textsOf(wordsOf('cy'))) expect(text, path).not.toMatch(mutating);
});
