// From the files of a source to the items of its lists: what each file is, whose category it fills, which lines are
// refused, which names were there before, which are corrected. Pure: it is pushed bytes, and counts what it does.
import type { PhraseList } from '../contracts/phrase-list.ts';
import type { CategoryId } from '../model/category.ts';
import { closedToLists, useOfList, type ListUse } from '../vocabulary/list-categories.ts';
import type { Corrections } from './corrections.ts';
import { kindOfFile, headLength, type FileKind } from './detect-format.ts';
import { FileIntake } from './file-intake.ts';
import type { ListFormat } from './list-format.ts';
import type { ListSink } from './list-sink.ts';
import { readUsage } from './read-ut1.ts';
import { readPhraseFile } from './phrase-intake.ts';
import { SeenKeys } from './seen-keys.ts';
import { emptyReport, type SourceReport } from './source-report.ts';

export interface IntakeOptions {
  /** Of the source, `[a-z0-9-]`; every list's id begins with it. */
  readonly id: string;
  readonly name: string;
  /** For every file, whatever its name. */
  readonly category?: CategoryId | undefined;
  readonly format?: ListFormat | 'phrases' | undefined;
  /** The school's own mapping from list names; `null` leaves a list out. */
  readonly mapping?: Readonly<Record<string, CategoryId | null>> | undefined;
  readonly corrections?: Corrections | undefined;
  /** Takes the phrase lists of the source. */
  readonly phrases?: ((list: PhraseList) => void) | undefined;
}

/** Takes the bytes of one file. */
export interface FileTaker {
  push(bytes: Uint8Array): void;
  end(): void;
}

export class ListIntake {
  readonly #options: IntakeOptions;
  readonly #sink: ListSink;
  readonly #seen = new Map<CategoryId, SeenKeys>();
  readonly report: SourceReport = emptyReport();
  #ids = new Set<string>();

  constructor(options: IntakeOptions, sink: ListSink) {
    this.#options = options;
    this.#sink = sink;
  }

  /** @param path inside the source, as it says; only ever a name, so that it may hold anything */
  file(path: string): FileTaker {
    const place = plainPath(path);
    let head: Uint8Array = new Uint8Array(0);
    let taker: FileTaker | null = null;
    const decide = (whole: boolean): FileTaker => {
      const decided = this.#takerOf(place, kindOfFile(place, head, whole));
      decided.push(head);
      head = new Uint8Array(0);
      return decided;
    };
    return {
      push: (bytes) => {
        if (taker !== null) return taker.push(bytes);
        head = joined(head, bytes);
        if (head.length >= headLength) taker = decide(false);
      },
      end: () => (taker ?? decide(true)).end(),
    };
  }

  /** Something in the source that is no file: a link, a device, a nested archive. */
  skip(path: string, reason: string): void {
    this.report.skipped.push({ path: plainPath(path), reason });
  }

  #takerOf(path: string, found: FileKind): FileTaker {
    const { format } = this.#options;
    const kind: FileKind =
      found.kind === 'list' && format !== undefined ? (format === 'phrases' ? { kind: 'phrases' } : { kind: 'list', format }) : found;
    switch (kind.kind) {
      case 'usage':
        return collector((bytes) => {
          this.report.usage.set(listNameOf(path), readUsage(new TextDecoder().decode(bytes)));
        });
      case 'phrases':
        return collector((bytes) => this.#readPhrases(path, bytes));
      case 'alias':
        return this.#skipping(path, `Another name for “${kind.of}”.`);
      case 'refused':
        return this.#skipping(path, kind.reason);
      case 'list':
        return this.#listTaker(path, kind.format);
    }
  }

  #listTaker(path: string, format: ListFormat): FileTaker {
    const name = listNameOf(path);
    const use = this.#useOf(name);
    if (format !== 'csv' && use === null)
      return this.#skipping(path, `Nothing says which category “${name}” is: name it in lists.yaml, or with --category.`);
    if (use !== null && 'unused' in use) return this.#skipping(path, use.unused);
    return new FileIntake({
      sink: this.#sink,
      format,
      path,
      id: this.#newId(path),
      name: `${this.#options.name}: ${path}`,
      category: use?.category ?? null,
      categoryOf: (said) => {
        const saidUse = this.#options.category === undefined ? this.#useOf(said) : use;
        return saidUse !== null && 'category' in saidUse ? saidUse.category : null;
      },
      seenIn: (category) => this.#seenIn(category),
      corrections: this.#options.corrections,
      done: (file) => void this.report.files.push(file),
    });
  }

  #readPhrases(path: string, bytes: Uint8Array): void {
    const { name, category, phrases } = this.#options;
    const read = readPhraseFile({ path, bytes, id: this.#newId(path), name: `${name}: ${path}`, category });
    if ('reason' in read) return this.skip(path, read.reason);
    this.report.phrases.push(read.report);
    phrases?.(read.list);
  }

  #useOf(name: string): ListUse | null {
    const use = this.#mappedUse(name);
    if (use === null || 'unused' in use || !closedToLists.has(use.category)) return use;
    return { unused: `No imported list may fill “${use.category}”: what is in it is beyond the reach of the policy.` };
  }

  #mappedUse(name: string): ListUse | null {
    if (this.#options.category !== undefined) return { category: this.#options.category };
    const { mapping } = this.#options;
    if (mapping !== undefined && Object.hasOwn(mapping, name)) {
      const own = mapping[name];
      return own === null || own === undefined ? { unused: 'The school’s lists.yaml leaves it out.' } : { category: own };
    }
    return useOfList(name);
  }

  #seenIn(category: CategoryId): SeenKeys {
    const seen = this.#seen.get(category) ?? new SeenKeys();
    this.#seen.set(category, seen);
    return seen;
  }

  #newId(path: string): string {
    const wanted = `${this.#options.id}-${path
      .toLowerCase()
      .replace(/\.(?:txt|csv|list|gz)$/g, '')
      .replace(/[^a-z0-9]+/g, '-')}`.replace(/-+$/, '');
    let id = wanted;
    for (let number = 2; this.#ids.has(id); number++) id = `${wanted}-${number}`;
    this.#ids.add(id);
    return id;
  }

  #skipping(path: string, reason: string): FileTaker {
    this.skip(path, reason);
    return { push: () => undefined, end: () => undefined };
  }
}

const mostCollected = 8 * 1024 * 1024;

/** Takes a small file whole; of a larger one its beginning. */
function collector(take: (bytes: Uint8Array) => void): FileTaker {
  let all: Uint8Array[] = [];
  let length = 0;
  return {
    push: (bytes) => {
      if (length < mostCollected) all.push(bytes.slice(0, mostCollected - length));
      length += bytes.length;
    },
    end: () => {
      take(all.reduce(joined, new Uint8Array(0)));
      all = [];
    },
  };
}

/** With slashes, without `.`, `..`, drive and `.gz`: what is shown and what a list is named for. */
function plainPath(path: string): string {
  const parts = path.split(/[/\\]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.join('/').replace(/\.gz$/i, '') || 'list';
}

/** A folder's name for `domains` and the like, a file's own name for others. */
export function listNameOf(path: string): string {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  const folder = parts.pop();
  if (folder !== undefined && /^(?:domains|urls|expressions|usage)(?:[._-]?\d+)?$/i.test(file)) return folder;
  return file.replace(/\.[a-z0-9]{1,5}$/i, '');
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
