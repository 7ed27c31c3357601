// Which languages a page is in: the reader's first, then those that the school offers.
import { languages, type Language } from '../model/language.ts';

/** A header longer than this, or with more ranges, says nothing that is worth reading. */
const longestHeader = 2000;
const mostRanges = 50;

/**
 * The language ranges of an `Accept-Language` field, preferred first, without those that are refused (`q=0`)
 * (RFC 9110 §12.5.4, weights §12.4.2). What is not a range is left out; nothing throws.
 */
export function acceptedRanges(field: string | null): string[] {
  if (field === null) return [];
  return field
    .slice(0, longestHeader)
    .split(',', mostRanges)
    .map(weighed)
    .filter((one) => one !== null && one.weight > 0)
    .toSorted((a, b) => (b?.weight ?? 0) - (a?.weight ?? 0))
    .flatMap((one) => one?.range ?? []);
}

function weighed(element: string): { readonly range: string; readonly weight: number } | null {
  const found = /^[ \t]*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)[ \t]*(?:;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/i.exec(element);
  return found?.[1] === undefined ? null : { range: found[1].toLowerCase(), weight: found[2] === undefined ? 1 : Number(found[2]) };
}

export type PageLanguages = readonly [Language, ...Language[]];

/**
 * The languages of a page, in the order in which they are offered. `ranges`: the reader's, preferred first, as browsers list
 * them (`navigator.languages`) or as `acceptedRanges` gives them; `school`: the school's, its own first.
 */
export function pageLanguages(ranges: readonly string[], school: readonly Language[] = []): PageLanguages {
  const own = school[0] ?? languages[0];
  const readers = ranges.flatMap((range) => (range === '*' ? own : (languageOf(range) ?? [])));
  const [first = own, ...others] = new Set([...readers, ...school]);
  return [first, ...others];
}

/** RFC 4647 §3.4: `cy-GB` asks for `cy` where there is nothing closer. */
function languageOf(range: string): Language | null {
  const primary = range.split('-', 1)[0]?.toLowerCase();
  return languages.find((language) => language === primary) ?? null;
}
