// Keeps the judge of the newest valid bundle. A bundle that cannot be trusted changes nothing: the last good one stays.
import { webcrypto } from 'node:crypto';
import type { Logger } from 'pino';
import { openBundle } from '#policies/bundle/signed-bundle.ts';
import type { Judge } from '#policies/engine/judge.ts';
import { createJudge } from '#policies/engine/judge.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { errorForLog } from '../record/error-for-log.ts';

export interface BundleWatch {
  /** The judge to ask now, or `null` before there is any bundle: everything is refused then. */
  judge(): Judge | null;
  close(): Promise<void>;
}

export interface BundleWatchOptions {
  readonly school: SchoolStore;
  /** Base64 SPKI of the Ed25519 key that signs bundles. */
  readonly bundleKey: string;
  readonly pollMs: number;
  readonly log: Logger;
}

/** Resolves after the first look. Rejects only for a key that is not an Ed25519 key. */
export async function watchBundle({ school, bundleKey, pollMs, log }: BundleWatchOptions): Promise<BundleWatch> {
  const key = await webcrypto.subtle.importKey('spki', Buffer.from(bundleKey, 'base64'), 'Ed25519', false, ['verify']);
  const verify = (bytes: Uint8Array, signature: Uint8Array): Promise<boolean> => webcrypto.subtle.verify('Ed25519', key, signature, bytes);
  let judge: Judge | null = null;
  /** Number that was refused; it is not tried again, and told once. */
  let refused = 0;
  let storeFails = false;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  async function look(): Promise<void> {
    const current = judge?.bundle ?? 0;
    const newest = await school.policies.latestBundleNumber();
    if (newest <= current || newest === refused) return;
    const signed = await school.policies.latestBundle();
    if (signed === null) return;
    const opened = await openBundle(signed, { school: school.school.id, newerThan: current }, verify);
    if (opened.ok) {
      judge = createJudge(opened.bundle);
      log.info({ bundle: judge.bundle }, 'policy loaded');
    } else {
      refused = newest;
      log.error({ bundle: newest, kept: current, problem: opened.problem }, 'policy not loaded: the bundle is not valid');
    }
  }

  async function tick(): Promise<void> {
    try {
      await look();
      storeFails = false;
    } catch (error) {
      if (!storeFails) log.error(errorForLog(error), 'cannot look for a newer policy');
      storeFails = true;
    }
    if (!closed) timer = setTimeout(() => void (ticking = tick()), pollMs);
  }

  let ticking = tick();
  await ticking;
  return {
    judge: () => judge,
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await ticking;
    },
  };
}
