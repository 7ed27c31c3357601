// The bytes of a bundle's materials, read once for all workers into memory that all of them see.
import type { Material } from '#policies/contracts/bundle.ts';

/** Reads the bytes of a material into memory of their length; `false` when they cannot be had. */
export type ReadInto = (material: Material, memory: Uint8Array) => Promise<boolean>;

interface Held {
  readonly bytes: Promise<Uint8Array | null>;
  /** Places of the workers that asked for it and have not gone over to something else. */
  readonly users: Set<number>;
}

export class SharedMaterials {
  readonly #readInto: ReadInto;
  readonly #held = new Map<string, Held>();

  constructor(readInto: ReadInto) {
    this.#readInto = readInto;
  }

  /** In memory that may be handed to the worker without a copy; `null` when they cannot be had. */
  async for(worker: number, material: Material): Promise<Uint8Array | null> {
    const held = this.#held.get(material.sha256) ?? { bytes: this.#read(material), users: new Set<number>() };
    this.#held.set(material.sha256, held);
    held.users.add(worker);
    const bytes = await held.bytes.catch(() => null);
    // Somebody may put the file back.
    if (bytes === null && this.#held.get(material.sha256) === held) this.#held.delete(material.sha256);
    return bytes;
  }

  /** The worker needs these and no others; a worker that is gone needs none. */
  needs(worker: number, sha256s: readonly string[]): void {
    for (const [sha256, { users }] of this.#held) {
      if (!sha256s.includes(sha256)) users.delete(worker);
      if (users.size === 0) this.#held.delete(sha256);
    }
  }

  async #read(material: Material): Promise<Uint8Array | null> {
    const shared = new Uint8Array(new SharedArrayBuffer(material.bytes));
    return (await this.#readInto(material, shared)) ? shared : null;
  }
}
