// Field names and values come again and again; kept once for all stored responses they take a third less memory.
import { LRUCache } from 'lru-cache';
import type { Header } from '../exchange/exchange.ts';

/** Longer ones are dates with tags, policies of one site: hardly ever the same twice. */
const longest = 48;
const strings = new LRUCache<string, string>({ max: 4096 });

function common(text: string): string {
  if (text.length > longest) return text;
  const known = strings.get(text);
  if (known !== undefined) return known;
  strings.set(text, text);
  return text;
}

/** The same field lines, made of strings that others have too. */
export function withCommonStrings(headers: readonly Header[]): Header[] {
  return headers.map(([name, value]): Header => [common(name), common(value)]);
}
