// Holds a long poll open for the next bundle, for as long as the service worker lives.
import type { SignedBundle } from '#policies/contracts/bundle.ts';
import type { ServerAnswer } from '../server/server-answer.ts';
import { backOff } from './back-off.ts';

export interface BundleLoopOptions {
  /** One long poll; `null` value: nothing newer. `null`: this browser is not enrolled. */
  readonly poll: () => Promise<ServerAnswer<SignedBundle | null> | null>;
  readonly take: (bundle: SignedBundle) => Promise<boolean>;
  /** Called after every poll with whether the server answered. */
  readonly heard: (problem: 'unreachable' | 'unknown-device' | 'refused' | 'odd' | null) => void;
  readonly pause: (ms: number) => Promise<void>;
  readonly random: () => number;
}

/** Starts the loop unless it runs already; resolves when the browser is not enrolled (any more). */
export function createBundleLoop(options: BundleLoopOptions): () => Promise<void> {
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    let failures = 0;
    for (;;) {
      const answer = await options.poll();
      if (answer === null) return;
      options.heard(answer.ok ? null : answer.problem);
      const well = answer.ok && (answer.value === null || (await options.take(answer.value)));
      failures = well ? 0 : failures + 1;
      if (!well) await options.pause(backOff(failures, options.random));
    }
  }

  return () => (running ??= run().finally(() => (running = null)));
}
