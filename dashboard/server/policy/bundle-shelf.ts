// Bundles that were opened and checked, with their judge, so that a dry run or a block page's reason need not compile again.
import { createPublicKey, verify } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { HoldingsShelf } from '#policies/bundle/holdings-shelf.ts';
import { openBundle } from '#policies/bundle/signed-bundle.ts';
import type { Bundle, SignedBundle } from '#policies/contracts/bundle.ts';
import { createJudge, type Holdings, type Judge } from '#policies/engine/judge.ts';
import { parseListKey } from '#policies/mandatory/list-key.ts';
import { listKeySecret, type SchoolStore } from '#store/school-store.ts';
import type { Materials } from '../dashboard-options.ts';
import { signingKey } from './bundle-key.ts';

export interface OpenedBundle {
  readonly bundle: Bundle;
  readonly judge: Judge;
  /** What the bundle stands on. */
  readonly holdings: Holdings;
}

export interface BundleShelf {
  /** Null when the school has no bundle yet. */
  latest(school: SchoolStore): Promise<OpenedBundle | null>;
  /** Null when there is no bundle of that number, or what an older one stood on is no longer kept. */
  numbered(school: SchoolStore, number: number): Promise<OpenedBundle | null>;
  /** The newest signed bundle as JSON bytes, made once however many devices ask. */
  latestBytes(school: SchoolStore): Promise<Buffer | null>;
}

export function createBundleShelf(materials: Materials | null): BundleShelf {
  const shelves = new LRUCache<string, HoldingsShelf>({ max: 4 });
  const opened = new LRUCache<string, Promise<OpenedBundle | null>>({ max: 4 });
  const bytes = new LRUCache<string, Promise<Buffer | null>>({ max: 4 });

  function holdingsOf(school: SchoolStore): HoldingsShelf {
    const known = shelves.get(school.school.id);
    if (known !== undefined) return known;
    const shelf = new HoldingsShelf({
      bytesOf: (material) => materials?.bytesOf(material) ?? Promise.resolve(null),
      listKey: async () => parseListKey((await school.secrets.get(listKeySecret)) ?? ''),
    });
    shelves.set(school.school.id, shelf);
    return shelf;
  }

  const numbered = (school: SchoolStore, number: number): Promise<OpenedBundle | null> =>
    once(opened, `${school.school.id}:${number}`, async () => {
      const signed = await school.policies.bundle(number);
      return signed && open(school, signed, holdingsOf(school));
    });

  return {
    numbered,
    async latest(school) {
      const number = await school.policies.latestBundleNumber();
      return number === 0 ? null : numbered(school, number);
    },
    async latestBytes(school) {
      const number = await school.policies.latestBundleNumber();
      if (number === 0) return null;
      return once(bytes, `${school.school.id}:${number}`, async () => {
        const signed = await school.policies.bundle(number);
        return signed && Buffer.from(JSON.stringify(signed));
      });
    },
  };
}

/** Checked like an enforcement point would: what sits in a database file is not trusted for sitting there. */
async function open(school: SchoolStore, signed: SignedBundle, shelf: HoldingsShelf): Promise<OpenedBundle | null> {
  const key = createPublicKey(await signingKey(school));
  const result = await openBundle(signed, { school: school.school.id, newerThan: signed.number - 1 }, (text, signature) =>
    Promise.resolve(verify(null, text, key, signature)),
  );
  if (!result.ok) throw new Error(`Bundle ${signed.number} in the store cannot be used: ${result.problem}`);
  const holdings = await shelf.open(result.bundle.materials ?? []);
  if ('problem' in holdings) {
    if (signed.number < (await school.policies.latestBundleNumber())) return null;
    throw new Error(`Bundle ${signed.number} in the store cannot be used: ${holdings.problem}`);
  }
  return { bundle: result.bundle, judge: createJudge(result.bundle, holdings), holdings };
}

/** One maker for all who ask at the same moment; nothing that failed or is missing is kept. */
async function once<T>(shelf: LRUCache<string, Promise<T | null>>, key: string, make: () => Promise<T | null>): Promise<T | null> {
  const kept = shelf.get(key);
  if (kept) return kept;
  const made = make();
  shelf.set(key, made);
  try {
    const value = await made;
    if (value === null) shelf.delete(key);
    return value;
  } catch (error) {
    shelf.delete(key);
    throw error;
  }
}
