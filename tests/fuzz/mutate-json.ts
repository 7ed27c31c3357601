// Changes to a JSON document that leave it JSON: a value replaced, taken from elsewhere in it, left out or there twice.
import type { Random } from '#main/demo/random.ts';

const odd: readonly unknown[] = [null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [null], [[]], { '': null }];
const oddTexts = [
  '',
  ' ',
  '\0',
  '\u{d800}',
  'a'.repeat(300),
  '__proto__',
  'constructor',
  'everyone',
  'unknown',
  'person:',
  '/',
  '*.example',
];
const oddTimes = ['24:00', '00:00', 'Europe/London', '2026-02-30'];

/** The document changed in one to four places, or `null` where the text after `head` characters is no JSON. */
export function mutateJson(text: string, head: number, random: Random): string | null {
  let document: unknown;
  try {
    document = JSON.parse(text.slice(head));
  } catch {
    return null;
  }
  for (let change = random.whole(1, 4); change > 0; change--) document = changed(document, document, random);
  return text.slice(0, head) + JSON.stringify(document);
}

/** Goes down a random way and changes what is at its end. */
function changed(value: unknown, whole: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.1)) return other(value, whole, random);
  const entries = Object.entries(value);
  if (entries.length === 0) return other(value, whole, random);
  const at = random.whole(0, entries.length - 1);
  const [key, inner] = entries[at] ?? ['', null];
  const way = random.fraction();
  if (way < 0.12) entries.splice(at, 1);
  else if (way < 0.24) entries.splice(at, 0, [Array.isArray(value) ? key : random.pick(['__proto__', 'id', `${key}2`, '']), inner]);
  else entries[at] = [key, changed(inner, whole, random)];
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

function other(value: unknown, whole: unknown, random: Random): unknown {
  if (random.chance(0.4)) return random.pick(random.pick([odd, oddTexts, oddTimes]));
  if (random.chance(0.5)) return anyIn(whole, random);
  if (typeof value === 'number') return value + random.pick([-1, 1, 0.5, -value]);
  return typeof value === 'string' ? value.slice(0, random.whole(0, value.length)) + random.pick(['', '.', '-', ' ', 'é', value]) : value;
}

function anyIn(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.2)) return value;
  const inner = Object.values(value);
  return inner.length === 0 ? value : anyIn(random.pick(inner), random);
}
