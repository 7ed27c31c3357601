// A tar archive, entry by entry, without anything being unpacked to disk: an entry's name is a name and never a path.
import { Parser, type ReadEntry } from 'tar';
import type { FileTaker } from '#policies/lists/list-intake.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { gunzipInto, type UnpackedBytes } from './bounded-gunzip.ts';
import type { FileOpener } from './file-opener.ts';
import type { SourceLimits } from './source-limits.ts';

/** A packed file inside is held until it is whole. */
const mostHeld = 256 * 2 ** 20;

/** Takes the bytes of an archive as they come. */
export class TarEntries {
  readonly #opener: FileOpener;
  readonly #limits: SourceLimits;
  readonly #used: UnpackedBytes;
  readonly #parser: Parser;
  #problem: string | null = null;
  #entries = 0;
  #complete = false;
  #packedInside: Promise<void> = Promise.resolve();

  constructor(opener: FileOpener, limits: SourceLimits, used: UnpackedBytes) {
    this.#opener = opener;
    this.#limits = limits;
    this.#used = used;
    // Strict: a header whose checksum is wrong, or an archive that is cut off, is an error and not a warning.
    this.#parser = new Parser({ strict: true, maxMetaEntrySize: 1024 * 1024, onReadEntry: (entry) => this.#entry(entry) });
    // Two empty blocks end an archive; one that is cut between two files can be told by nothing else.
    this.#parser.on('eof', () => (this.#complete = true));
    this.#parser.on('error', (error: Error) => (this.#problem ??= tarProblem(error)));
  }

  async push(bytes: Uint8Array): Promise<void> {
    if (this.#problem === null) this.#parser.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    await this.#packedInside;
    if (this.#problem !== null) throw new Error(this.#problem);
  }

  async end(): Promise<Outcome<void>> {
    if (this.#problem === null) {
      const ended = new Promise<void>((resolve) => {
        this.#parser.on('end', () => resolve());
        this.#parser.on('error', () => resolve());
      });
      this.#parser.end();
      await ended;
      await this.#packedInside;
    }
    if (this.#problem === null && !this.#complete) this.#problem = 'It is cut off: the archive has no end.';
    if (this.#problem === null && this.#entries === 0) this.#problem = 'It is an archive with nothing in it, or no archive.';
    return this.#problem === null ? done(undefined) : failed(this.#problem);
  }

  #entry(entry: ReadEntry): void {
    if (++this.#entries > this.#limits.entries) this.#problem ??= `It has more than ${this.#limits.entries} entries.`;
    if (this.#problem !== null) return entry.resume();
    if (entry.type === 'Directory' || entry.type === 'GNUDumpDir') return entry.resume();
    if (entry.type === 'SymbolicLink' || entry.type === 'Link') {
      this.#opener.skip(entry.path, `Another name for “${entry.linkpath ?? ''}”.`);
      return entry.resume();
    }
    if (entry.type !== 'File' && entry.type !== 'OldFile' && entry.type !== 'ContiguousFile') {
      this.#opener.skip(entry.path, 'This is neither a file nor a folder.');
      return entry.resume();
    }
    const taker = entry.path.toLowerCase().endsWith('.gz') ? this.#packedTaker(entry.path) : this.#opener.file(entry.path);
    entry.on('data', (chunk: Uint8Array) => {
      if (this.#problem !== null) return;
      this.#problem = this.#used.add(chunk.length, null);
      if (this.#problem === null) taker.push(chunk);
    });
    entry.on('end', () => {
      if (this.#problem === null) taker.end();
    });
  }

  /** Upstream packs single files inside its folders. They are unpacked before the archive goes on. */
  #packedTaker(path: string): FileTaker {
    const held: Uint8Array[] = [];
    let length = 0;
    return {
      push: (bytes) => {
        length += bytes.length;
        if (length > mostHeld) this.#problem ??= `${path} is larger than a packed file inside an archive may be.`;
        else held.push(bytes.slice());
      },
      end: () => {
        this.#packedInside = this.#packedInside.then(async () => {
          const taker = this.#opener.file(path);
          const unpacked = await gunzipInto(held, this.#used, (bytes) => taker.push(bytes));
          if (unpacked.ok) taker.end();
          else this.#problem ??= `${path}: ${unpacked.problem}`;
        });
      },
    };
  }
}

function tarProblem(error: Error): string {
  if (/truncated/i.test(error.message)) return 'It is cut off: the archive ends in the middle of a file.';
  return 'It is damaged, or not an archive: a header in it cannot be read.';
}
