// Bodies on the disk, each named by what it holds. Work on one file happens one after the other, so that a body that nobody needs
// any longer is never removed from under somebody who has just stored the same again.
import { rename, rm, stat, writeFile } from 'node:fs/promises';

export class BodyFiles {
  readonly #path: (digest: string) => string;
  readonly #work = new Map<string, Promise<unknown>>();
  /** Bodies that are being stored: not yet in the index, and not to be removed. */
  readonly #coming = new Map<string, number>();

  constructor(path: (digest: string) => string) {
    this.#path = path;
  }

  isComing(digest: string): boolean {
    return this.#coming.has(digest);
  }

  /**
   * Puts a body in its place, from memory or from `part`, and runs `then` before anybody may remove it. Throws what the disk
   * throws. A file of the right length that is there already stays as it is.
   */
  async put(digest: string, length: number, part: string, bytes: Uint8Array | null, then: () => Promise<void>): Promise<void> {
    this.#coming.set(digest, (this.#coming.get(digest) ?? 0) + 1);
    try {
      await this.#alone(digest, async () => {
        if ((await this.length(digest)) === length) {
          if (bytes === null) await rm(part, { force: true });
          return;
        }
        if (bytes !== null) await writeFile(part, bytes, { mode: 0o600 });
        await rename(part, this.#path(digest));
      });
      await then();
    } finally {
      const others = (this.#coming.get(digest) ?? 1) - 1;
      if (others > 0) this.#coming.set(digest, others);
      else this.#coming.delete(digest);
    }
  }

  /** Removes a body, unless `needed` says by then that somebody needs it. */
  async remove(digest: string, needed: () => boolean): Promise<void> {
    await this.#alone(digest, async () => {
      if (needed() || this.isComing(digest)) return;
      await rm(this.#path(digest), { force: true }).catch(() => undefined);
    });
  }

  /** Bytes, or `null` where there is no such file. */
  length(digest: string): Promise<number | null> {
    return stat(this.#path(digest)).then(
      ({ size }) => size,
      () => null,
    );
  }

  async #alone(digest: string, work: () => Promise<void>): Promise<void> {
    const before = this.#work.get(digest);
    const own = before ? before.then(work, work) : work();
    this.#work.set(digest, own);
    try {
      await own;
    } finally {
      if (this.#work.get(digest) === own) this.#work.delete(digest);
    }
  }
}
