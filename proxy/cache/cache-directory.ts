// The cache's files. Every stored response has two, named by an id of ours: `<id>.body`, and `<id>.meta`, whose appearance makes
// the response stored. Both are written under another name first, so that a crash leaves nothing half-written behind that counts.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRecord, encodeRecord, type StoredRecord } from './stored-response.ts';

const layout = 'v1';
/** Files that are read at the same time when the index is rebuilt. */
const readers = 16;

export class CacheDirectory {
  readonly #root: string;
  /** Sub-folders that there are, by the first two digits of the ids in them. */
  readonly #shards: Set<string>;
  /** Known already while the rebuild runs; everything else that it finds is from an earlier process. `null`: rebuilt. */
  #known: Set<string> | null = new Set<string>();

  private constructor(root: string, shards: readonly string[]) {
    this.#root = root;
    this.#shards = new Set(shards);
  }

  static async open(dir: string): Promise<CacheDirectory> {
    const root = join(dir, layout);
    await mkdir(root, { recursive: true, mode: 0o700 });
    return new CacheDirectory(
      root,
      (await readdir(root)).filter((name) => /^[0-9a-f]{2}$/.test(name)),
    );
  }

  newId(url: string, variant: string): string {
    const id = createHash('sha256').update(url).update('\n').update(variant).update(randomBytes(16)).digest('hex');
    this.#known?.add(id);
    this.#makeShard(id.slice(0, 2));
    return id;
  }

  partPath(id: string): string {
    return this.#path(id, 'part');
  }

  bodyPath(id: string): string {
    return this.#path(id, 'body');
  }

  /** Makes the response stored. `bytes`: the body; `null` when it is in the part file already. Throws what the disk throws. */
  async commit(record: StoredRecord, bytes: Uint8Array | null): Promise<void> {
    const { id } = record.response;
    try {
      if (bytes !== null) await writeFile(this.partPath(id), bytes, { mode: 0o600 });
      await rename(this.partPath(id), this.bodyPath(id));
      await this.writeRecord(record);
    } catch (error) {
      await this.remove(id);
      throw error;
    }
  }

  /** Also replaces the record of a stored response that was freshened. */
  async writeRecord(record: StoredRecord): Promise<void> {
    const path = this.#path(record.response.id, 'meta');
    await writeFile(`${path}.part`, encodeRecord(record), { mode: 0o600 });
    await rename(`${path}.part`, path);
  }

  async remove(id: string): Promise<void> {
    for (const kind of ['meta', 'meta.part', 'body', 'part']) await rm(this.#path(id, kind), { force: true }).catch(() => undefined);
  }

  /** Reads every record that is left from earlier and removes what belongs to none. Stops early when `stopped` says so. */
  async load(found: (record: StoredRecord) => void, stopped: () => boolean): Promise<void> {
    const waiting = [...this.#shards];
    const work = async (): Promise<void> => {
      for (let shard = waiting.pop(); shard !== undefined && !stopped(); shard = waiting.pop())
        await this.#loadShard(shard, found, stopped);
    };
    await Promise.all(Array.from({ length: readers }, work));
    this.#known = null;
  }

  /** Reads the records of some responses before `load` comes to the others. */
  async loadFirst(ids: readonly string[], found: (record: StoredRecord) => void): Promise<void> {
    const waiting = [...new Set(ids)];
    const work = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        const record = await this.#readRecord(id);
        if (!record) continue;
        this.#known?.add(id);
        found(record);
      }
    };
    await Promise.all(Array.from({ length: readers }, work));
  }

  async #loadShard(shard: string, found: (record: StoredRecord) => void, stopped: () => boolean): Promise<void> {
    const names: string[] = await readdir(join(this.#root, shard)).catch(() => []);
    const ids = new Set(names.map((name) => name.slice(0, 64)).filter((id) => /^[0-9a-f]{64}$/.test(id) && id.startsWith(shard)));
    for (const id of ids) {
      if (stopped()) return;
      if (this.#known?.has(id)) continue;
      const record = await this.#readRecord(id);
      if (record) found(record);
      else await this.remove(id);
    }
  }

  /** `null`: nothing is stored under that id, or what is there is damaged. */
  async #readRecord(id: string): Promise<StoredRecord | null> {
    const record = await readFile(this.#path(id, 'meta')).then(decodeRecord, () => null);
    return record?.response.id === id && (await this.#bodyLength(id)) === record.length ? record : null;
  }

  async #bodyLength(id: string): Promise<number | null> {
    return stat(this.bodyPath(id)).then(
      ({ size }) => size,
      () => null,
    );
  }

  /** At most 256 times in the life of a cache. Where it fails, writing the response fails too, and is counted there. */
  #makeShard(shard: string): void {
    if (this.#shards.has(shard)) return;
    try {
      mkdirSync(join(this.#root, shard), { recursive: true, mode: 0o700 });
      this.#shards.add(shard);
    } catch {
      // Counted when the response is written.
    }
  }

  #path(id: string, kind: string): string {
    return join(this.#root, id.slice(0, 2), `${id}.${kind}`);
  }
}
