// Keeps the judge of the newest valid bundle. A bundle that cannot be trusted changes nothing: the last good one stays.
import { webcrypto } from 'node:crypto';
import type { Logger } from 'pino';
import { HoldingsShelf, type HoldingsSource } from '#policies/bundle/holdings-shelf.ts';
import { openBundle } from '#policies/bundle/signed-bundle.ts';
import type { Judge } from '#policies/engine/judge.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { parseListKey } from '#policies/mandatory/list-key.ts';
import type { Rule } from '#policies/model/rule.ts';
import { listKeySecret, type SchoolStore } from '#store/school-store.ts';
import { errorForLog } from '../record/error-for-log.ts';
import { permittedJudges } from './permitted-judge.ts';

export interface BundleWatch {
  /**
   * The judge to ask now, or `null` before there is any bundle: everything is refused then. Throws a `RangeError` for permits that
   * are no permissions.
   */
  judge(permits?: readonly Rule[]): Judge | null;
  close(): Promise<void>;
}

export interface BundleWatchOptions {
  readonly school: SchoolStore;
  /** Base64 SPKI of the Ed25519 key that signs bundles. */
  readonly bundleKey: string;
  readonly materials: HoldingsSource['bytesOf'];
  /** Told what a bundle stands on, once it is open. */
  readonly opened?: HoldingsSource['opened'];
  readonly pollMs: number;
  readonly log: Logger;
}

/** Milliseconds: what cannot be opened is tens of megabytes to read again. */
const pauseAfterProblem = 5_000;

/** Resolves after the first look. Rejects only for a key that is not an Ed25519 key. */
export async function watchBundle({ school, bundleKey, materials, opened, pollMs, log }: BundleWatchOptions): Promise<BundleWatch> {
  const key = await webcrypto.subtle.importKey('spki', Buffer.from(bundleKey, 'base64'), 'Ed25519', false, ['verify']);
  const verify = (bytes: Uint8Array, signature: Uint8Array): Promise<boolean> => webcrypto.subtle.verify('Ed25519', key, signature, bytes);
  const shelf = new HoldingsShelf({
    bytesOf: materials,
    ...(opened === undefined ? {} : { opened }),
    listKey: async () => parseListKey((await school.secrets.get(listKeySecret)) ?? ''),
  });
  let judge: Judge | null = null;
  let withPermits: ReturnType<typeof permittedJudges> | null = null;
  /** Number that was refused; it is not tried again, and told once. */
  let refused = 0;
  let storeFails = false;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  /** A bundle whose materials could not be opened, and when to try it again (milliseconds of this process). */
  let incomplete = { number: 0, until: 0 };

  async function look(): Promise<void> {
    const current = judge?.bundle ?? 0;
    const newest = await school.policies.latestBundleNumber();
    if (newest <= current || newest === refused) return;
    if (newest === incomplete.number && performance.now() < incomplete.until) return;
    const signed = await school.policies.latestBundle();
    if (signed === null) return;
    const opened = await openBundle(signed, { school: school.school.id, newerThan: current }, verify);
    if (!opened.ok) {
      refused = newest;
      log.error({ bundle: newest, kept: current, problem: opened.problem }, 'policy not loaded: the bundle is not valid');
      return;
    }
    const holdings = await shelf.open(opened.bundle.materials ?? []);
    if ('problem' in holdings) {
      // Somebody may put the file back.
      incomplete = { number: newest, until: performance.now() + pauseAfterProblem };
      log.error({ bundle: newest, kept: current, problem: holdings.problem }, 'policy not loaded: what it stands on cannot be used');
      return;
    }
    const next = createJudge(opened.bundle, holdings);
    // Whatever is made at the first question is made before anybody waits for its answer.
    next.flag('');
    judge = next;
    withPermits = permittedJudges(opened.bundle, holdings);
    log.info({ bundle: judge.bundle }, 'policy loaded');
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
    judge: (permits = []) => (permits.length === 0 ? judge : (withPermits?.(permits) ?? null)),
    close: async () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await ticking;
    },
  };
}
