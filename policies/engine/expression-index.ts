// Regular expressions of lists and rules over addresses. RE2's semantics: linear time whatever the expression and the
// address, so that none can hang the filter; and a cheap look first, which almost every address ends with.
import { RE2JS, RE2Set } from 're2js';
import { requiredText, shortestRequired } from './required-text.ts';

/** Characters of host and path that are read; longer addresses are read this far. */
export const longestRead = 2048;

export class ExpressionIndex<T> {
  readonly #set: RE2Set | null;
  readonly #what: readonly T[];
  /** Three characters with which some required text begins. `null` when some expression requires nothing that is known. */
  readonly #beginnings: Uint8Array | null;

  /** Expressions that are not RE2 are left out; list parsers and policy checks name them. */
  constructor(expressions: readonly { readonly expression: string; readonly what: T }[]) {
    const usable = expressions.filter(({ expression }) => isExpression(expression));
    this.#what = usable.map(({ what }) => what);
    this.#set = usable.length === 0 ? null : setOf(usable.map(({ expression }) => expression));
    const required = usable.map(({ expression }) => requiredText(expression));
    this.#beginnings = required.some((texts) => texts === null) ? null : beginningsOf(required.flatMap((texts) => texts ?? []));
  }

  get size(): number {
    return this.#what.length;
  }

  /** Whether it is worth asking `matching`: never `false` for an address that an expression matches. `path` with its query. */
  mayMatch(host: string, path: string): boolean {
    if (this.#set === null) return false;
    const beginnings = this.#beginnings;
    if (beginnings === null) return true;
    let last3 = 0;
    for (let at = 0; at < host.length; at++) {
      last3 = ((last3 << 8) | (host.charCodeAt(at) & 255)) & 0xffffff;
      if (beginnings[hashOf(last3)] === 1) return true;
    }
    const end = Math.min(path.length, longestRead - host.length);
    for (let at = 0; at < end; at++) {
      let character = path.charCodeAt(at);
      if (character >= 65 && character <= 90) character |= 32;
      last3 = ((last3 << 8) | (character & 255)) & 0xffffff;
      if (beginnings[hashOf(last3)] === 1) return true;
    }
    return false;
  }

  /** What the expressions that match were added with. */
  matching(host: string, path: string): T[] {
    if (this.#set === null || !this.mayMatch(host, path)) return [];
    const address = `${host}${path}`.toLowerCase().slice(0, longestRead);
    return this.#set.match(address).flatMap((number) => {
      const what = this.#what[number];
      return what === undefined ? [] : [what];
    });
  }
}

/** Whether a text is a regular expression in RE2's syntax. */
export function isExpression(text: string): boolean {
  try {
    RE2JS.compile(text);
    return true;
  } catch {
    return false;
  }
}

function setOf(expressions: readonly string[]): RE2Set {
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE);
  for (const expression of expressions) set.add(expression);
  set.compile();
  return set;
}

const hashOf = (three: number): number => (Math.imul(three, 0x9e3779b1) >>> 16) & 0xffff;

function beginningsOf(texts: readonly string[]): Uint8Array {
  const beginnings = new Uint8Array(65_536);
  for (const text of texts) {
    let three = 0;
    for (let at = 0; at < shortestRequired; at++) three = (three << 8) | (text.charCodeAt(at) & 255);
    beginnings[hashOf(three)] = 1;
  }
  return beginnings;
}
