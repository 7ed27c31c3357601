// Warnings that somebody has gone on from in this browser. They are asked for after the judge, so that none outlives a verdict that
// has become stricter, and they outlive the service worker's sleep, but not the browser.
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { askingPage, warningRests, warningScope } from '#policies/engine/warning-scope.ts';
import type { SessionPort } from '../chrome/session-port.ts';
import type { TellProxy } from '../identity/tell-proxy.ts';
import type { Judged } from './judgement.ts';

export interface Warnings {
  /** Whether this is warned of, and nobody has gone on: it is held. */
  holds(judged: Judged): Promise<boolean>;
  /** A page that somebody has gone on to is about to be asked for; waited for, so that the proxy knows before the request comes. */
  opens(judged: Judged): Promise<void>;
  /** Somebody goes on. Kept when it resolves. */
  goOn(judged: Judged): Promise<void>;
}

const name = 'went-on';
/** A pair each: whose and what, and until when (epoch milliseconds by the school's clock). */
const keptSchema = z.array(z.tuple([z.string(), z.number()]));
const most = 500;

export function createWarnings(session: SessionPort, tellProxy: TellProxy): Warnings {
  const known = new LRUCache<string, number>({ max: most });
  const loaded = session.read(name).then(
    (kept) => {
      const read = keptSchema.safeParse(kept);
      for (const [key, until] of read.success ? read.data : []) if (!known.has(key)) known.set(key, until);
    },
    () => undefined,
  );

  /** Until when, or `null`. */
  function restsUntil({ request }: Judged, scope: string): number | null {
    const until = known.get(keyOf(request.subject.id, scope)) ?? request.at;
    // A clock that was put back makes none last longer.
    return until > request.at && until - request.at <= warningRests ? until : null;
  }
  const wentOn = (judged: Judged, scope: string): boolean => restsUntil(judged, scope) !== null;

  return {
    async holds(judged) {
      const { request, verdict, judge } = judged;
      if (verdict.effect !== 'warn') return false;
      await loaded;
      if (wentOn(judged, warningScope(verdict, request.target))) return false;
      const page = request.destination === 'document' ? null : askingPage(judge, request, verdict);
      return page === null || !(page.open || wentOn(judged, page.scope));
    },
    async opens(judged) {
      const { request, verdict } = judged;
      const scope = warningScope(verdict, request.target);
      const until = restsUntil(judged, scope);
      // Each time: the proxy may have been started again, or the browser have come to another network.
      if (until !== null) await tellProxy(request.subject.id, scope, until);
    },
    async goOn(judged) {
      const { request, verdict } = judged;
      await loaded;
      known.set(keyOf(request.subject.id, warningScope(verdict, request.target)), request.at + warningRests);
      // What cannot be kept holds until the worker sleeps.
      await session.write(name, [...known.entries()]).catch(() => undefined);
    },
  };
}

const keyOf = (subject: string, scope: string): string => JSON.stringify([subject, scope]);
