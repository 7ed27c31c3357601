// The school's secrets for lists, as text in the store: the key of mandatory lists, and the seed that all names are hashed with.
import type { HashSeed } from '../table/name-hash.ts';
import { decodeBase64 } from '../text/base64.ts';
import type { SipKey } from './sip-hash.ts';

const keyLength = 16;
const seedLength = 8;

/** The key in a base64 text of 16 bytes; `null` when it is no such text. */
export function parseListKey(text: string): SipKey | null {
  const words = wordsIn(text, keyLength);
  if (words === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = words;
  return [a, b, c, d];
}

/** The seed in a base64 text of 8 bytes; `null` when it is no such text. */
export function parseListSeed(text: string): HashSeed | null {
  const words = wordsIn(text, seedLength);
  return words === null ? null : { a: words[0] ?? 0, b: words[1] ?? 0 };
}

function wordsIn(text: string, length: number): readonly number[] | null {
  const bytes = decodeBase64(text);
  if (bytes === null || bytes.length !== length) return null;
  const view = new DataView(bytes.buffer);
  return Array.from({ length: length / 4 }, (_, word) => view.getUint32(word * 4, true));
}
