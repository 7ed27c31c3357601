// The language that a request wants most (RFC 9110 §12.5.4).
import type { Header } from '../exchange/exchange.ts';
import { fieldValue, listElements } from './header-fields.ts';

const range = /^([a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** Lower case; `null` where no single language is wanted more than every other, or where the field cannot be read. */
export function wantedLanguage(request: readonly Header[]): string | null {
  let wanted: string | null = null;
  let most = 0;
  for (const element of listElements(fieldValue(request, 'accept-language') ?? '')) {
    const match = range.exec(element);
    if (!match?.[1]) return null;
    const weight = Number(match[2] ?? '1');
    if (weight === most) wanted = null;
    if (weight > most) [wanted, most] = [match[1].toLowerCase(), weight];
  }
  return wanted;
}
