// The cache's files. A stored response is `<id>.meta`, named by an id of ours, whose appearance makes it stored; its body is
// `<SHA-256>.body`. Both are written under another name first, so that a crash leaves nothing half-written behind that counts.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BodyFiles } from './body-files.ts';
import { decodeRecord, encodeRecord, type StoredRecord } from './stored-response.ts';

const layout = 'v1';
/** Files that are read at the same time when the index is rebuilt. */
const readers = 16;
/** What a record, or the attempt to write one and its body, may have left. */
const recordKinds = ['meta', 'meta.part', 'part'] as const;

/** The ids of the files of a kind in a shard; what is not named as we name things is not ours. */
function idsIn(names: readonly string[], shard: string, kind: string): string[] {
  return names.flatMap((name) => {
    const id = name.slice(0, 64);
    return name === `${id}.${kind}` && /^[0-9a-f]{64}$/.test(id) && id.startsWith(shard) ? [id] : [];
  });
}

export class CacheDirectory {
  readonly bodies = new BodyFiles((digest) => this.#path(digest, 'body'));
  readonly #root: string;
  readonly #tidyBefore: number;
  /** Sub-folders that there are, by the first two digits of the ids in them. */
  readonly #shards: Set<string>;
  /** Known already while the rebuild runs; everything else that it finds is from an earlier process. `null`: rebuilt. */
  #known: Set<string> | null = new Set<string>();

  private constructor(root: string, shards: readonly string[], tidyBefore: number) {
    this.#root = root;
    this.#tidyBefore = tidyBefore;
    this.#shards = new Set(shards);
  }

  /**
   * @param tidyBefore files that belong to nothing are removed only where they were last written before this moment (epoch ms):
   *   later ones may be another worker's on its way
   */
  static async open(dir: string, tidyBefore = Infinity): Promise<CacheDirectory> {
    const root = join(dir, layout);
    const names = await readdir(root).catch(async () => {
      // Only where it is missing: a folder that may only be read is read.
      await mkdir(root, { recursive: true, mode: 0o700 });
      return readdir(root);
    });
    return new CacheDirectory(
      root,
      names.filter((name) => /^[0-9a-f]{2}$/.test(name)),
      tidyBefore,
    );
  }

  newId(url: string, variant: string): string {
    const id = createHash('sha256').update(url).update('\n').update(variant).update(randomBytes(16)).digest('hex');
    this.#known?.add(id);
    this.#makeShard(id.slice(0, 2));
    return id;
  }

  /** Somebody else told of it: it is not left from earlier. */
  knows(id: string): void {
    this.#known?.add(id);
  }

  partPath(id: string): string {
    return this.#path(id, 'part');
  }

  bodyPath(digest: string): string {
    return this.#path(digest, 'body');
  }

  /**
   * Makes the response stored. `bytes`: the body; `null` when it is in the part file already. Throws what the disk throws; then what was written has to be removed.
   */
  async commit(record: StoredRecord, bytes: Uint8Array | null, stored: () => void): Promise<void> {
    const { id } = record.response;
    this.#makeShard(record.digest.slice(0, 2));
    await this.bodies.put(record.digest, record.length, this.partPath(id), bytes, async () => {
      await this.writeRecord(record);
      stored();
    });
  }

  /** Also replaces the record of a stored response that was freshened. */
  async writeRecord(record: StoredRecord): Promise<void> {
    const path = this.#path(record.response.id, 'meta');
    await writeFile(`${path}.part`, encodeRecord(record), { mode: 0o600 });
    await rename(`${path}.part`, path);
  }

  /** Removes a record and what is left of writing it; the body has its own name. */
  async remove(id: string): Promise<void> {
    for (const kind of recordKinds) await rm(this.#path(id, kind), { force: true }).catch(() => undefined);
  }

  /**
   * Reads every record that is left from earlier, then removes what belongs to none: `needed` says of a body whether it does.
   * Stops early when `stopped` says so.
   */
  async load(found: (record: StoredRecord) => void, needed: (digest: string) => boolean, stopped: () => boolean): Promise<void> {
    await this.#eachShard(stopped, (shard, names) => this.#loadShard(shard, names, found, stopped));
    this.#known = null;
    await this.#eachShard(stopped, async (shard, names) => {
      for (const digest of idsIn(names, shard, 'body'))
        if (!needed(digest) && (await this.#isLeft(digest, ['body']))) await this.bodies.remove(digest, () => needed(digest));
    });
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

  async #eachShard(stopped: () => boolean, visit: (shard: string, names: readonly string[]) => Promise<void>): Promise<void> {
    const waiting = [...this.#shards];
    const work = async (): Promise<void> => {
      for (let shard = waiting.pop(); shard !== undefined && !stopped(); shard = waiting.pop())
        await visit(shard, await readdir(join(this.#root, shard)).catch(() => []));
    };
    await Promise.all(Array.from({ length: readers }, work));
  }

  async #loadShard(shard: string, names: readonly string[], found: (record: StoredRecord) => void, stopped: () => boolean): Promise<void> {
    const ids = new Set(recordKinds.flatMap((kind) => idsIn(names, shard, kind)));
    for (const id of ids) {
      if (stopped()) return;
      if (this.#known?.has(id)) continue;
      const record = await this.#readRecord(id);
      if (record) found(record);
      else if (await this.#isLeft(id, recordKinds)) await this.remove(id);
    }
  }

  /** Whether nobody can be working on these files any more. */
  async #isLeft(id: string, kinds: readonly string[]): Promise<boolean> {
    if (this.#tidyBefore === Infinity || this.#tidyBefore === 0) return this.#tidyBefore !== 0;
    const written = await Promise.all(
      kinds.map((kind) =>
        stat(this.#path(id, kind)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    );
    return Math.max(...written) < this.#tidyBefore;
  }

  /** `null`: nothing is stored under that id, or what is there is damaged. */
  async #readRecord(id: string): Promise<StoredRecord | null> {
    const record = await readFile(this.#path(id, 'meta')).then(decodeRecord, () => null);
    return record?.response.id === id && (await this.bodies.length(record.digest)) === record.length ? record : null;
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
