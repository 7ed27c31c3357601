// Which of several stored responses for one URL fits a request (RFC 9111 §4.1).
import type { Header } from '../exchange/exchange.ts';
import { fieldValue, listElements } from './header-fields.ts';

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
