// Looking is recorded too. Pages reload themselves, so the same look by the same person counts once a minute.
import { LRUCache } from 'lru-cache';
import type { SchoolStore } from '#store/school-store.ts';

const sameLook = 60_000;

export interface Viewing {
  readonly by: string;
  /** `viewed-events`, `viewed-incident`, … */
  readonly did: string;
  readonly to: string | null;
  /** The filter that was asked for, or null. */
  readonly detail: string | null;
}

export interface Viewings {
  /** Resolves when the look is in the audit trail; only then may anything be shown. */
  record(school: SchoolStore, viewing: Viewing, at: number): Promise<void>;
}

export function createViewings(): Viewings {
  const last = new LRUCache<string, number>({ max: 10_000 });
  return {
    async record(school, viewing, at) {
      const key = JSON.stringify([school.school.id, viewing.by, viewing.did, viewing.to, viewing.detail]);
      const before = last.get(key);
      if (before !== undefined && at >= before && at - before < sameLook) return;
      await school.audit.add({ at, ...viewing });
      last.set(key, at);
    },
  };
}
