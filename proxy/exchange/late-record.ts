// What only shows while an answer is on its way gets an access event of its own: words further down a page, a prompt whose
// answer had begun. It is told once, and only where the exchange's own event does not say it already.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Flag } from '#policies/model/flag.ts';
import { severities } from '#policies/model/severity.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import type { EventWriter } from '../record/event-writer.ts';
import { exchangeEvent } from './exchange-event.ts';
import type { Exchange, OriginResponse, PageFinding } from './exchange.ts';
import { newReference } from './new-reference.ts';

export interface LateRecord {
  /**
   * Resolves when the event is durable, or there is nothing new to tell. Rejects when the store fails, which keeps the event
   * for later; what is on its way should be broken off then.
   *
   * @param recorded what the exchange's own event says already
   */
  keep(
    exchange: Exchange,
    response: OriginResponse | null,
    finding: PageFinding & { readonly term?: string },
    recorded?: PageFinding,
  ): Promise<void>;
  /** Resolves when everything that was found is with the writer. */
  close(): Promise<void>;
}

const nothing: PageFinding = { verdict: null, flag: null };

export function lateRecord(writer: EventWriter, proxyId: string): LateRecord {
  const pending = new Set<Promise<void>>();

  async function keptOrLater(event: AccessEvent): Promise<void> {
    try {
      await writer.keep(event);
    } catch (error) {
      writer.keepLater(event);
      throw error;
    }
  }

  return {
    keep(exchange, response, finding, recorded = nothing) {
      const { judgement, search } = exchange;
      const stricter = isStricter(finding.verdict, recorded.verdict) ? finding.verdict : null;
      const flag = [recorded.flag, search?.flag ?? null].every((known) => isNews(finding.flag, known)) ? finding.flag : null;
      // After a page was stopped nothing more of it was shown.
      if (judgement === null || recorded.verdict?.effect === 'block' || (stricter === null && flag === null)) return Promise.resolve();
      const event = exchangeEvent(exchange, proxyId, {
        id: newReference(),
        verdict: stricter ?? judgement.verdict,
        flag,
        searchTerm: finding.term ?? null,
        response,
      });
      if (event === null) return Promise.resolve();
      const kept = keptOrLater(event);
      const settled = kept.catch(() => {}).finally(() => pending.delete(settled));
      pending.add(settled);
      return kept;
    },
    async close() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

const isStricter = (found: Verdict | null, than: Verdict | null): boolean =>
  found !== null && (than === null || (found.effect === 'block' && than.effect !== 'block'));

/** Of the same category only what is graver is news: a page of results repeats the search. */
function isNews(found: Flag | null, known: Flag | null): boolean {
  if (found === null || known === null || found.category !== known.category) return true;
  return severities.indexOf(found.severity) > severities.indexOf(known.severity);
}
