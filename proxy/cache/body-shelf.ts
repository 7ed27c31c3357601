// Where bodies are read from: small ones from memory, others from their files.
import type { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { Soon } from '../exchange/soon.ts';
import type { ByteRange } from './byte-range.ts';
import type { CacheDirectory } from './cache-directory.ts';
import type { Entry, StoredBody } from './entry.ts';
import { readWholeBody, streamBody } from './stored-body.ts';

const memoryBytes = 67_108_864;
/** Bodies up to this size are read whole and held in memory while they are in use. */
const smallBody = 524_288;

export class BodyShelf {
  readonly #directory: CacheDirectory;
  readonly #memory: LRUCache<string, Uint8Array>;

  /** @param holders how many shelves share what may be held in memory */
  constructor(directory: CacheDirectory, holders: number) {
    this.#directory = directory;
    const maxSize = Math.ceil(memoryBytes / holders);
    this.#memory = new LRUCache({ maxSize, sizeCalculation: (body) => body.length + 256 });
  }

  remember(digest: string, body: Uint8Array): void {
    if (body.length > smallBody) return;
    // A few bytes that lie in a block of many would keep all of it.
    this.#memory.set(digest, body.buffer.byteLength > body.length ? new Uint8Array(body) : body);
  }

  forget(digest: string): void {
    this.#memory.delete(digest);
  }

  /**
   * The body, or the part of it that `range` names (complete bodies only). Rejects with `DamagedBody` when the file is not what was
   * written; `damaged` is called when that shows only later.
   */
  open(entry: Entry, range: ByteRange | null, damaged: () => void): Soon<Readable | Uint8Array> {
    const { body } = entry;
    if (body.kind === 'arriving') return body.recording.reader();
    if (body.length === 0) return new Uint8Array(0);
    const remembered = this.#memory.get(body.digest);
    if (remembered) return range ? remembered.subarray(range.from, range.to + 1) : remembered;
    return this.#fromFile(body, range ?? { from: 0, to: body.length - 1 }, damaged);
  }

  async #fromFile(body: StoredBody, wanted: ByteRange, damaged: () => void): Promise<Readable | Uint8Array> {
    const file = { path: this.#directory.bodyPath(body.digest), length: body.length, checksums: body.checksums };
    if (body.length > smallBody) return streamBody(file, wanted, damaged);
    const whole = await readWholeBody(file);
    this.remember(body.digest, whole);
    return whole.subarray(wanted.from, wanted.to + 1);
  }
}
