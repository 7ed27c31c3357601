// Words that the code itself knows: its string literals. Chance would take years to write `translate.goog`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const mostWords = 2_000;

/** String literals of 2 to 40 characters in these modules, addressed by URL. */
export function wordsOfCode(modules: Iterable<string>): string[] {
  const words = new Set<string>();
  for (const module of modules) {
    const text = readFileSync(fileURLToPath(module), 'utf8');
    for (const [, word] of text.matchAll(/'((?:[^'\\\n]){2,40})'/g)) {
      // What is imported is no word of the format.
      if (word !== undefined && !/^[.#]|\.ts$/.test(word)) words.add(word);
    }
  }
  return [...words].slice(0, mostWords);
}
