/** A line that was refused, as an example of its reason. */
export interface RefusedLine {
  /** From 1. */
  readonly line: number;
  /** What stands there, cut. */
  readonly text: string;
}

/** How often lines were refused for one reason, and some of them. */
export interface Refusals {
  readonly problem: string;
  readonly count: number;
  readonly examples: readonly RefusedLine[];
}

const mostExamples = 5;
const longestExample = 80;

/** Counts refused lines by reason in bounded memory. */
export class ProblemTally {
  readonly #reasons = new Map<string, { count: number; examples: RefusedLine[] }>();

  add(problem: string, line: number, text: string): void {
    const known = this.#reasons.get(problem) ?? { count: 0, examples: [] };
    this.#reasons.set(problem, known);
    known.count++;
    // A copy: a slice of a long text would keep all of it.
    if (known.examples.length < mostExamples) known.examples.push({ line, text: shown(text) });
  }

  /** The most frequent first. */
  get refusals(): Refusals[] {
    return [...this.#reasons]
      .map(([problem, { count, examples }]) => ({ problem, count, examples }))
      .sort((a, b) => b.count - a.count || (a.problem < b.problem ? -1 : 1));
  }

  get count(): number {
    return [...this.#reasons.values()].reduce((sum, { count }) => sum + count, 0);
  }
}

/** Without what could write on a terminal. */
function shown(text: string): string {
  return Array.from(text.slice(0, longestExample), (character) => (/[\p{Cc}\p{Cf}\uFFFD]/u.test(character) ? '�' : character)).join('');
}
