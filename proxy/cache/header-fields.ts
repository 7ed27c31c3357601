// Reading field lines (RFC 9110 §5): names are case-insensitive, and a list may be spread over several lines.
import type { Header } from '../exchange/exchange.ts';
import { fieldsOf } from '../exchange/fields.ts';

/** The field's lines as one list value (RFC 9110 §5.3), or `null` when it is absent. */
export function fieldValue(headers: readonly Header[], name: string): string | null {
  const lines = fieldsOf(headers, name);
  return lines.length === 0 ? null : lines.length === 1 ? (lines[0] ?? null) : lines.join(', ');
}

/** The same fields without those named (lower case). */
export function withoutFields(headers: readonly Header[], names: ReadonlySet<string>): Header[] {
  return headers.filter(([name]) => !names.has(name.toLowerCase()));
}

/** Elements of a comma-separated list, trimmed, empty ones left out; commas in quoted strings do not separate (RFC 9110 §5.6.1). */
export function listElements(value: string): string[] {
  const elements: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= value.length; at += 1) {
    const character = value[at];
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    if (at >= value.length || (character === ',' && !quoted)) {
      const element = value.slice(start, at).trim();
      if (element !== '') elements.push(element);
      start = at + 1;
    }
  }
  // An open quotation mark must not hide what follows it (`x=", no-store`): such a value is split at every comma.
  return quoted
    ? value
        .split(',')
        .map((element) => element.trim())
        .filter((element) => element !== '')
    : elements;
}
