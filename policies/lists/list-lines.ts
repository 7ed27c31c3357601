/** A line of a text list without its comment (`#` at the start or after white space), with its number from 1; empty ones left out. */
export function* linesOf(text: string): Generator<{ line: number; content: string }> {
  let line = 0;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    line++;
    const content = raw.replace(/(^|\s)#.*$/, '').trim();
    if (content !== '') yield { line, content };
  }
}

/** A line that was left out, and why. */
export interface LineProblem {
  readonly line: number;
  readonly problem: string;
}
