// What a school writes in lists.yaml.
import { parseListsFile } from '#main/lists/lists-file.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

export const fuzzTarget: FuzzTarget = {
  name: 'lists-file',
  once(bytes) {
    const read = parseListsFile('lists.yaml', new TextDecoder().decode(bytes));
    mustBe(read.ok || read.problem.startsWith('lists.yaml'), 'a mistake names its file');
  },
  seeds: [
    new TextEncoder().encode(
      'timeZone: Europe/London\nsources:\n  ut1:\n    url: https://a.test/x.tar.gz\n    schedule: "30 4 * * *"\n    map: { adult: pornography, sports: null }\ncorrections:\n  - { host: a.test, not: [games], reason: x }\n',
    ),
  ],
  words: ['sources:', 'schedule: ', '* * * * *', 'corrections:', 'not: all', 'https://', '&a', '*a', '!!', '<<:'],
};
