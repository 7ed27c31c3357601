// Phrase lists in every format: the first byte says which, the rest is the file.
import { phraseListSchema, type PhraseList } from '#policies/contracts/phrase-list.ts';
import { compilePhrases } from '#policies/phrases/compile-phrases.ts';
import { decodePhrases } from '#policies/phrases/decode-phrases.ts';
import { parseE2guardian } from '#policies/phrases/parse-e2guardian.ts';
import { parsePhraseList } from '#policies/phrases/parse-phrases.ts';
import { parseWordList } from '#policies/phrases/parse-word-list.ts';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const folders = ['french', 'japanese', 'russian-1251', 'chinesebig5', 'polish'];
const kinds = ['weighted', 'banned', 'exception'] as const;
const meta = { id: 'fuzz', name: 'Fuzz', category: 'hate' };

function read(format: number, text: string): { list: PhraseList; problems: readonly { line: number; problem: string }[] } {
  if (format % 3 === 0) return parsePhraseList(text, meta);
  if (format % 3 === 1) return parseWordList(text, { ...meta, effect: 'low' });
  return parseE2guardian(text, { ...meta, kind: kinds[(format >> 2) % 3] ?? 'weighted', folder: 'gambling' });
}

export const fuzzTarget: FuzzTarget = {
  name: 'phrase-lists',
  once(bytes) {
    const format = bytes[0] ?? 0;
    const text = decodePhrases(bytes.subarray(1), folders[(format >> 4) % folders.length] ?? '');
    const { list, problems } = read(format, text);
    const lines = text.split(/\r\n|\n|\r/).length;
    for (const { line, problem } of problems) {
      mustBe(line > 0 && line <= lines, 'a problem has its line');
      mustBe(problem.endsWith('.'), 'a problem is a sentence');
    }
    mustBe(phraseListSchema.safeParse(list).success, 'what was read may travel');
    const { entries } = compilePhrases([list]);
    mustBe(entries.length === list.entries.length, 'every entry that was read can be looked for');
    const index = new PhraseIndex([list]);
    for (const [, effect, phrase] of list.entries.slice(0, 50)) {
      // Each part by itself must be found as it is spelt, unless the list itself makes an exception or a context of it.
      if (effect !== 'score' || list.entries.some(([, other]) => other === 'except')) continue;
      const spelt = phrase.split(' + ').map((part) => (part.split('|')[0] ?? '').replace(/^\*|\*$/g, ''));
      mustBe(
        index.read(spelt.join('\n, \n')).scores.length > 0 || list.entries.some(([, , , options]) => (options?.score ?? 1) <= 0),
        'a phrase is found',
      );
    }
  },
  seeds: [
    '0# name: x\nhigh: (a|b) c + d*\nallow everywhere: essay\nexcept: x y\nscore -20 cap 5: z\n',
    '1one\ntwo words\n自殺\n',
    '2#listcategory: "Gambling"\n< a word ><20>\n<bb>,< c><-5>\n#time: 9 0 17 0 01234\n.Include<x>\n',
    '6< banned >\n',
  ].map((text) => new TextEncoder().encode(text)),
  words: [
    '<',
    '>',
    '><',
    '>,<',
    '#listcategory:',
    '#time:',
    '.Include<',
    'high: ',
    'allow ',
    'except: ',
    'everywhere',
    ' + ',
    '(',
    '|',
    ')',
    '*',
    'score ',
  ],
};
