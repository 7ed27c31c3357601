// Regular expressions of lists and rules over addresses. RE2's semantics: linear time whatever the expression and the
// address, so that none can hang the filter; and a cheap look first, which almost every address ends with.
import { RE2JS, RE2Set } from 're2js';
import { stopSpellings } from '../table/path-prefixes.ts';
import { HostGate } from './host-gate.ts';
import { requiredText, shortestRequired } from './required-text.ts';

/** Characters of host and path that are read at most; longer addresses are read this far. */
export const longestRead = 16_384;
/** However large the expressions are, this much of an address is read. */
const leastRead = 256;
/** Characters times instructions of all expressions together: what one address may cost where no step can be spared. */
const mostSteps = 2_000_000;
/** Instructions of one expression. Hardly any but one that counts (`.{500}`) has more, and of that each may be a step. */
export const largestExpression = 1000;

export class ExpressionIndex<T> {
  readonly #set: RE2Set | null;
  readonly #what: readonly T[];
  readonly #read: number;
  /** Three characters with which some required text begins. `null` when some expression requires nothing that is known. */
  readonly #beginnings: HostGate | null;

  /** Expressions that are not RE2 or too large are left out; list parsers and policy checks name them. */
  constructor(expressions: readonly { readonly expression: string; readonly what: T }[]) {
    const sizes = expressions.map(({ expression }) => sizeOf(expression));
    const usable = expressions.filter((_, index) => (sizes[index] ?? Infinity) <= largestExpression);
    this.#what = usable.map(({ what }) => what);
    this.#set = usable.length === 0 ? null : setOf(usable.map(({ expression }) => expression));
    const size = sizes.filter((one) => one <= largestExpression).reduce((sum, one) => sum + one, 0);
    this.#read = Math.max(leastRead, Math.min(longestRead, Math.floor(mostSteps / Math.max(1, size))));
    const required = usable.map(({ expression }) => requiredText(expression));
    this.#beginnings = required.some((texts) => texts === null) ? null : beginningsOf(required.flatMap((texts) => texts ?? []));
  }

  get size(): number {
    return this.#what.length;
  }

  /** Whether it is worth asking `matching`: never `false` for an address that an expression matches. `path` with its query. */
  mayMatch(host: string, path: string): boolean {
    if (this.#set === null) return false;
    if (this.#beginnings === null) return true;
    return readOtherwise.test(path)
      ? stopSpellings(path).some((spelling) => this.#hasBeginning(host, spelling))
      : this.#hasBeginning(host, path);
  }

  /**
   * What the expressions that match were added with. `stops`: the address as it stands or as a lenient server reads it
   * (`pathTest`); `opens`: in both readings.
   */
  matching(host: string, path: string): { readonly stops: readonly T[]; readonly opens: readonly T[] } {
    if (this.#set === null || !this.mayMatch(host, path)) return nothing;
    const readings = stopSpellings(path).map((spelling) => new Set(this.#set?.match(`${host}${spelling}`.slice(0, this.#read))));
    return {
      stops: this.#what.filter((_, number) => readings.some((matches) => matches.has(number))),
      opens: this.#what.filter((_, number) => readings.every((matches) => matches.has(number))),
    };
  }

  #hasBeginning(host: string, path: string): boolean {
    const beginnings = this.#beginnings;
    if (beginnings === null) return true;
    let last3 = 0;
    for (let at = 0; at < host.length; at++) {
      last3 = ((last3 << 8) | (host.charCodeAt(at) & 255)) & 0xffffff;
      if (beginnings.mayHave(hashOf(last3))) return true;
    }
    const end = Math.min(path.length, this.#read - host.length);
    for (let at = 0; at < end; at++) {
      let character = path.charCodeAt(at);
      if (character >= 65 && character <= 90) character |= 32;
      last3 = ((last3 << 8) | (character & 255)) & 0xffffff;
      if (beginnings.mayHave(hashOf(last3))) return true;
    }
    return false;
  }
}

const nothing = { stops: [], opens: [] } as const;

/** What a path must hold for servers to read it otherwise than it stands. */
const readOtherwise = /[%;\\]|\/\//;

/** Whether a text is a regular expression in RE2's syntax, of a size that can be used. */
export function isExpression(text: string): boolean {
  return sizeOf(text) <= largestExpression;
}

/** Instructions of an expression; without end for what is none. */
function sizeOf(expression: string): number {
  try {
    return RE2JS.compile(expression, RE2JS.CASE_INSENSITIVE).programSize();
  } catch {
    return Infinity;
  }
}

function setOf(expressions: readonly string[]): RE2Set {
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE);
  for (const expression of expressions) set.add(expression);
  set.compile();
  return set;
}

const hashOf = (three: number): number => Math.imul(three, 0x9e3779b1) >>> 12;

/** A bitmap of these hashes, small enough to stay in the processor's nearest cache. */
function beginningsOf(texts: readonly string[]): HostGate {
  const beginnings = new HostGate(texts.length);
  for (const text of texts) {
    let three = 0;
    for (let at = 0; at < shortestRequired; at++) three = (three << 8) | (text.charCodeAt(at) & 255);
    beginnings.add(hashOf(three));
  }
  return beginnings;
}
