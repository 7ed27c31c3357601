// One file of a source, line by line, into the sink.
import type { CategoryId } from '../model/category.ts';
import type { Corrections } from './corrections.ts';
import { lineProblems } from './line-problems.ts';
import { readerOf, type ListFormat } from './list-format.ts';
import type { LineReader, ListItem } from './list-item.ts';
import type { ListSink } from './list-sink.ts';
import { ProblemTally } from './problem-tally.ts';
import type { SeenKeys } from './seen-keys.ts';
import type { CorrectedName, FileReport } from './source-report.ts';
import { LineSplitter, type LineTaker } from './split-lines.ts';

export interface FileIntakeOptions {
  readonly sink: ListSink;
  readonly format: ListFormat;
  readonly path: string;
  /** Of the list that the file is; one of several categories has `-category` behind it. */
  readonly id: string;
  readonly name: string;
  /** `null` where only the lines say it. */
  readonly category: CategoryId | null;
  /** Our category for what a line calls it. */
  readonly categoryOf: (said: string) => CategoryId | null;
  readonly seenIn: (category: CategoryId) => SeenKeys;
  readonly corrections: Corrections | undefined;
  readonly done: (report: FileReport) => void;
}

const mostCorrections = 1_000;
/** Where a list takes back what it said, its items wait for the end; nobody writes so many by hand. */
const mostHeld = 2_000_000;
/** Each one is looked for in every address. */
const mostExpressions = 1_000;

export class FileIntake implements LineTaker {
  readonly #options: FileIntakeOptions;
  readonly #reader: LineReader;
  readonly #splitter = new LineSplitter(this);
  readonly #problems = new ProblemTally();
  readonly #corrections: CorrectedName[] = [];
  readonly #lists = new Map<CategoryId, number>();
  /** Of a format that has exceptions: what waits for them. */
  readonly #held: { line: number; item: ListItem; category: CategoryId }[] | null;
  readonly #exceptions = new Map<string, { line: number; used: boolean }>();
  #lines = 0;
  #entries = 0;
  #duplicates = 0;
  #corrected = 0;
  #excepted = 0;
  #expressions = 0;

  constructor(options: FileIntakeOptions) {
    this.#options = options;
    this.#reader = readerOf(options.format);
    this.#held = options.format === 'adblock' ? [] : null;
    // A list that turns out to hold nothing is still a list.
    if (options.category !== null) this.#listOf(options.category);
  }

  push(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
  }

  end(): void {
    this.#splitter.end();
    for (const { line, item, category } of this.#held ?? []) this.#give(line, item, category);
    for (const [host, { line, used }] of this.#exceptions)
      if (!used) this.#problems.add('The exception fits no name that the list has.', line, `@@||${host}^`);
    const { path, id, format, done } = this.#options;
    done({
      path,
      list: id,
      format,
      categories: [...this.#lists.keys()].sort(),
      lines: this.#lines,
      entries: this.#entries,
      duplicates: this.#duplicates,
      excepted: this.#excepted,
      corrected: this.#corrected,
      corrections: this.#corrections,
      refused: this.#problems.refusals,
    });
  }

  tooLong(line: number): void {
    this.#lines = line;
    this.#problems.add(lineProblems.tooLong, line, '');
  }

  line(text: string, line: number): void {
    this.#lines = line;
    const reading = this.#reader(text);
    if ('problem' in reading) return this.#problems.add(unreadable(text) ?? reading.problem, line, text);
    for (const problem of reading.refused ?? []) this.#problems.add(problem, line, text);
    for (const exception of reading.exceptions ?? [])
      if (exception.kind === 'host') this.#exceptions.set(exception.host, { line, used: false });
    if (reading.items.length === 0) return;
    const bad = unreadable(text);
    if (bad !== null) return this.#problems.add(bad, line, text);
    const said = reading.category === undefined || reading.category === '' ? null : this.#options.categoryOf(reading.category);
    const category = said ?? (reading.category ? null : this.#options.category);
    if (category === null) return this.#problems.add(withoutCategory(reading.category), line, text);
    for (const item of reading.items) this.#take(line, item, category);
  }

  #take(line: number, item: ListItem, category: CategoryId): void {
    if (this.#held === null) return this.#give(line, item, category);
    if (this.#held.length < mostHeld) this.#held.push({ line, item, category });
    else this.#problems.add('The list has more names than one with exceptions may have.', line, '');
  }

  #give(line: number, item: ListItem, category: CategoryId): void {
    if (this.#isExcepted(item)) return void this.#excepted++;
    if (item.kind === 'expression' && ++this.#expressions > mostExpressions)
      return this.#problems.add('The list has more expressions than can be looked for.', line, item.expression);
    if (!this.#options.seenIn(category).add(keyOf(item))) return void this.#duplicates++;
    const reason = this.#options.corrections?.against(item, category) ?? null;
    if (reason !== null && item.kind === 'host') {
      this.#corrected++;
      if (this.#corrections.length < mostCorrections) this.#corrections.push({ line, host: item.host, category, reason });
      return;
    }
    this.#entries++;
    this.#options.sink.add(this.#listOf(category), line, item);
  }

  /** An exception takes away the name itself and whatever is below it. */
  #isExcepted(item: ListItem): boolean {
    if (this.#exceptions.size === 0 || item.kind !== 'host') return false;
    for (let host = item.host; host !== ''; host = host.includes('.') ? host.slice(host.indexOf('.') + 1) : '') {
      const exception = this.#exceptions.get(host);
      if (exception === undefined) continue;
      exception.used = true;
      return true;
    }
    return false;
  }

  #listOf(category: CategoryId): number {
    const known = this.#lists.get(category);
    if (known !== undefined) return known;
    const { sink, id, name } = this.#options;
    const made = sink.list({ id: category === this.#options.category ? id : `${id}-${category}`, name, category });
    this.#lists.set(category, made);
    return made;
  }
}

function keyOf(item: ListItem): string {
  if (item.kind === 'range') return `|${item.range}`;
  if (item.kind === 'expression') return `/${item.expression}`;
  const below = item.below ? '*' : '';
  return item.path === null ? below + item.host : below + item.host + item.path;
}

/** Why no reader could be right about a line. */
function unreadable(text: string): string | null {
  if (text.includes('\0')) return lineProblems.nul;
  return text.includes('\uFFFD') ? lineProblems.notUtf8 : null;
}

function withoutCategory(said: string | undefined): string {
  return said ? 'The category that the line names is none of ours: map it in lists.yaml.' : 'The line names no category.';
}
