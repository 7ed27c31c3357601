// Which of several stored responses for one URL fits a request (RFC 9111 §4.1).
import type { Header } from '../exchange/exchange.ts';
import { fieldValue, listElements } from './header-fields.ts';
import { wantedLanguage } from './wanted-language.ts';

/** Field names and normalised values that selected a stored response; `null` where the request had no such field. */
export type Selecting = readonly (readonly [name: string, value: string | null])[];

/** Names in lower case, each once, in order; `null` for `*`, which fits no other request. */
export function varyNames(headers: readonly Header[]): string[] | null {
  const names = listElements(fieldValue(headers, 'vary') ?? '').map((name) => name.toLowerCase());
  return names.includes('*') ? null : [...new Set(names)].sort();
}

/** Negotiation lists say the same in any order and case (RFC 9110 §12.5); of other fields only the white space is nobody's business. */
function normalised(name: string, value: string): string {
  const elements = listElements(value);
  if (!name.startsWith('accept')) return elements.join(',');
  return elements
    .map((element) => element.toLowerCase().replaceAll(/\s/g, ''))
    .sort()
    .join(',');
}

function selectingValue(headers: readonly Header[], name: string): string | null {
  const value = fieldValue(headers, name);
  return value === null ? null : normalised(name, value);
}

export function selectingFields(names: readonly string[], request: readonly Header[]): Selecting {
  return names.map((name) => [name, selectingValue(request, name)]);
}

export function selects(selecting: Selecting, request: readonly Header[]): boolean {
  for (const [name, value] of selecting) if (selectingValue(request, name) !== value) return false;
  return true;
}

/**
 * Whether a stored response fits although it was asked for with another `Accept-Language`: it is in the very language that this
 * request wants most, so the origin, which has it in that language, would choose it again (RFC 9111 §4.1 lets a cache know this).
 */
export function selectsByLanguage(selecting: Selecting, stored: readonly Header[], request: readonly Header[]): boolean {
  if (!selecting.some(([name]) => name === 'accept-language')) return false;
  const language = fieldValue(stored, 'content-language')?.toLowerCase();
  if (language === undefined || language !== wantedLanguage(request)) return false;
  return selects(
    selecting.filter(([name]) => name !== 'accept-language'),
    request,
  );
}

/** Whether a client that sends these fields reads the content codings of an answer. */
export function isDecodedBy(answer: readonly Header[], request: readonly Header[]): boolean {
  const codings = listElements(fieldValue(answer, 'content-encoding') ?? '').filter((coding) => coding.toLowerCase() !== 'identity');
  if (codings.length === 0) return true;
  const read = listElements((fieldValue(request, 'accept-encoding') ?? '').toLowerCase())
    .map((one) => one.split(';').map((part) => part.trim()))
    .filter(([, weight]) => weight === undefined || !/^q=0(\.0*)?$/.test(weight))
    .map(([coding]) => coding);
  return codings.every((coding) => read.includes(coding.toLowerCase()) || read.includes('*'));
}
