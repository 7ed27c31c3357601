// Regular expressions of lists and rules over addresses. RE2's semantics: linear time whatever the expression and the
// address, so that none can hang the filter; and a cheap look first, which almost every address ends with.
import { RE2JS, RE2Set } from 're2js';
import { stopSpellings } from '../table/path-prefixes.ts';
import { ExpressionGate } from './expression-gate.ts';
import { requiredText } from './required-text.ts';

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
  /** Texts of which one stands in whatever matches, `null` when some expression requires nothing that is known. */
  readonly required: readonly string[] | null;
  readonly #gate: ExpressionGate;

  /** Expressions that are not RE2 or too large are left out; list parsers and policy checks name them. */
  constructor(expressions: readonly { readonly expression: string; readonly what: T }[]) {
    const sizes = expressions.map(({ expression }) => sizeOf(expression));
    const usable = expressions.filter((_, index) => (sizes[index] ?? Infinity) <= largestExpression);
    this.#what = usable.map(({ what }) => what);
    this.#set = usable.length === 0 ? null : setOf(usable.map(({ expression }) => expression));
    const size = sizes.filter((one) => one <= largestExpression).reduce((sum, one) => sum + one, 0);
    this.#read = Math.max(leastRead, Math.min(longestRead, Math.floor(mostSteps / Math.max(1, size))));
    const required = usable.map(({ expression }) => requiredText(expression));
    this.required = required.includes(null) ? null : required.flatMap((texts) => texts ?? []);
    this.#gate = new ExpressionGate(this.required, this.#read);
  }

  /** Characters of host and path that are read. */
  get reads(): number {
    return this.#read;
  }

  get size(): number {
    return this.#what.length;
  }

  /** Whether it is worth asking `matching`: never `false` for an address that an expression matches. `path` with its query. */
  mayMatch(host: string, path: string): boolean {
    return this.#set !== null && this.#gate.mayMatch(host, path);
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
}

const nothing = { stops: [], opens: [] } as const;

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
