// Regular expressions of lists: POSIX extended ones, as squidGuard's lists have them, and RE2's own, in RE2 syntax and
// checked by compiling. Nothing that RE2 takes can be slow, so that no list can hang the judge.
import { RE2JS } from 're2js';
import { largestExpression } from '../engine/expression-index.ts';

const longestExpression = 2_000;
/** Every count is written out when an expression is compiled. */
const mostRepeats = 1_000;
/** Two addresses that nothing but "everything" fits. */
const unlikely = ['zq.invalid/', '9-7.invalid/0~k?_=x'];

/** The expression in RE2 syntax for text in lower case, or a sentence that says why it cannot be used. Never throws. */
export function readExpression(text: string, syntax: 'posix' | 're2'): { readonly expression: string } | { readonly problem: string } {
  if (text.length > longestExpression) return { problem: 'The expression is too long.' };
  const repeats = [...text.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].reduce(
    (sum, [, from, to]) => sum + Math.max(Number(from), Number(to ?? 0)),
    0,
  );
  if (repeats > mostRepeats) return { problem: 'The expression repeats its parts too often.' };
  const converted = convert(text, syntax === 'posix');
  if ('problem' in converted) return converted;
  // Lists were written for addresses with a scheme or without; what is judged has none.
  const expression = converted.expression.replace(/^\^https?(?:\\:|:|\?:)(?:\\?\/){2}/, '^');
  try {
    const compiled = RE2JS.compile(expression);
    if (compiled.programSize() > largestExpression) return { problem: 'The expression is too large: it counts too far.' };
    if (unlikely.every((address) => compiled.matcher(address).find())) return { problem: 'The expression fits every address.' };
    return { expression };
  } catch (error) {
    return { problem: `The expression is not one that can be used: ${reasonOf(error)}.` };
  }
}

/** What RE2 says, without the expression, so that the same reason counts as the same. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : 'unknown';
  return said
    .replace(/^error parsing regexp: /, '')
    .replace(/: `.*$/s, '')
    .slice(0, 100);
}

/** Letters in lower case; in POSIX a backslash between brackets is itself, and doubled stars are one. */
function convert(text: string, posix: boolean): { readonly expression: string } | { readonly problem: string } {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      const next = text.charAt(++at);
      if (/[1-9]/.test(next)) return { problem: 'The expression looks back at what it found (\\1), which RE2 cannot.' };
      if (posix && (next === '<' || next === '>')) out += '\\b';
      else if (posix && (next === '`' || next === "'")) out += next === '`' ? '^' : '$';
      // Of escapes only the letters' case may stand for something (\W, \D, \pL).
      else if (next === '') return { problem: 'The expression ends in a backslash.' };
      else out += /[<>`'/"%&,:;=@_~#! -]/.test(next) ? next : `\\${next}`;
    } else if (character === '[') {
      const end = endOfBracket(text, at, posix);
      if (end === -1) return { problem: 'The expression has a bracket that is not closed.' };
      const inside = posix
        ? posixBracket(text.slice(at + 1, end))
        : text.slice(at + 1, end).replace(/(?<!\\)[A-Z]/g, (c) => c.toLowerCase());
      if (inside === null) return { problem: 'The expression has collating elements ([. .] or [= =]), which RE2 has not.' };
      out += `[${inside}]`;
      at = end;
    } else if (posix && character === '*' && /(?:^|[^\\])(?:\\\\)*\*$/.test(out)) continue;
    else out += character.toLowerCase();
  }
  return { expression: out };
}

/** Where the bracket expression that begins at `start` ends, or -1. */
function endOfBracket(text: string, start: number, posix: boolean): number {
  let at = start + 1;
  if (text.charAt(at) === '^') at++;
  if (text.charAt(at) === ']') at++;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === ']') return at;
    if (character === '\\' && !posix) at++;
    else if (character === '[' && /[:.=]/.test(text.charAt(at + 1))) {
      const close = text.indexOf(`${text.charAt(at + 1)}]`, at + 2);
      if (close !== -1) at = close + 1;
    }
  }
  return -1;
}

/** POSIX's inside of brackets in RE2's spelling; `null` for collating elements. */
function posixBracket(inside: string): string | null {
  if (/\[[.=]/.test(inside)) return null;
  const negated = inside.startsWith('^');
  const body = negated ? inside.slice(1) : inside;
  const classes: string[] = [];
  const rest = body.replace(/\[:(\^?[a-zA-Z]+):\]/g, (_, name: string) => {
    classes.push(`[:${/^(upper|lower)$/i.test(name) ? 'alpha' : name.toLowerCase()}:]`);
    return '';
  });
  return `${negated ? '^' : ''}${rest
    .toLowerCase()
    .replace(/[\\[\]]/g, '\\$&')
    .replace(/(?!^)\^/g, '\\^')}${classes.join('')}`;
}
