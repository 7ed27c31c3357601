// What a bundle stands on: from this browser's own store, or else from the school's server, checked before it is kept.
import type { HoldingsSource } from '#policies/bundle/holdings-shelf.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import { parseListKey } from '#policies/mandatory/list-key.ts';
import type { ServerAnswer } from '../server/server-answer.ts';

/** Big things that must outlive the service worker and the browser, by their SHA-256. */
export interface MaterialShelf {
  read(sha256: string): Promise<Uint8Array | null>;
  write(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Removes everything but these. */
  keepOnly(names: readonly string[]): Promise<void>;
}

export interface MaterialSourceOptions {
  readonly shelf: MaterialShelf;
  /** `null`: this browser is not enrolled. */
  readonly fetch: (material: Material) => Promise<ServerAnswer<Uint8Array<ArrayBuffer>> | null>;
  readonly fetchKey: () => Promise<ServerAnswer<{ key: string }> | null>;
  readonly readKey: () => Promise<unknown>;
  readonly keepKey: (key: string) => Promise<void>;
}

export function createMaterialSource({ shelf, fetch, fetchKey, readKey, keepKey }: MaterialSourceOptions): HoldingsSource {
  return {
    async bytesOf(material) {
      const kept = await shelf.read(material.sha256).catch(() => null);
      // What was kept was checked when it came; a disk that changed it since is found out by its length or its shape, or not at all.
      if (kept !== null && kept.length === material.bytes) return kept;
      const answer = await fetch(material);
      if (answer === null || !answer.ok || !(await isOwn(answer.value, material))) return null;
      // A full disk costs another download at the next start, and no protection.
      await shelf.write(material.sha256, answer.value).catch(() => undefined);
      return answer.value;
    },
    opened: (materials) => void shelf.keepOnly(materials.map(({ sha256 }) => sha256)).catch(() => undefined),
    async listKey(anew) {
      const kept = anew ? null : await readKey().catch(() => null);
      if (typeof kept === 'string') return parseListKey(kept);
      const answer = await fetchKey();
      if (answer === null || !answer.ok) return null;
      await keepKey(answer.value.key).catch(() => undefined);
      return parseListKey(answer.value.key);
    },
  };
}

async function isOwn(bytes: Uint8Array<ArrayBuffer>, { sha256, bytes: length }: Material): Promise<boolean> {
  if (bytes.length !== length) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}
