// Stage: reads the words of pages on their way to somebody. Where words may stop a page, its beginning waits for a verdict
// within a budget; all else is read in passing. Never read: what must not be recorded, and what nobody asked us to read.
import type { Readable } from 'node:stream';
import type { PageRules } from '#policies/engine/page-rules.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import type { PhraseFindings } from '#policies/phrases/phrase-findings.ts';
import type { PhraseScanner } from '#policies/phrases/phrase-scanner.ts';
import { sendBody } from '../client/send-body.ts';
import type { Identity } from '../identity/identity.ts';
import type { Answers } from '../pages/answers.ts';
import { codingsOf } from '../scan/content-coding.ts';
import { pageReader, type PageReader } from '../scan/page-reader.ts';
import { PageTap } from '../scan/page-tap.ts';
import { readAtOnce } from '../scan/read-at-once.ts';
import { isLookedAt, textKind } from '../scan/text-kind.ts';
import { discard } from './discard.ts';
import type { Exchange, Judgement, OriginResponse, PageFinding } from './exchange.ts';
import { fieldOf } from './fields.ts';
import type { LateRecord } from './late-record.ts';
import { readable } from './readable-request.ts';
import { andThen } from './soon.ts';
import type { Stage } from './stage.ts';
import type { Warnings } from './warnings.ts';

export function scan(late: LateRecord, answers: Answers, warnings: Warnings): Stage {
  return (exchange, next) => {
    const { judgement, identity } = exchange;
    if (judgement === null || identity === null) return next(exchange);
    const { judge, verdict } = judgement;
    const rules = verdict.obligations.includes('do-not-record') ? null : judge.pages.rulesFor(identity.subject);
    if (rules === null || !rules.mayRead) return next(exchange);
    return andThen(next(readable(exchange, rules)), (response) => {
      const reader = readerFor(exchange, rules, response, () => judge.pages.scanner());
      return reader === null || response.body === null
        ? response
        : read(reader, response.body, { exchange, judgement, identity, rules, response });
    });
  };

  async function read(reader: PageReader, body: Readable | Uint8Array, of: Page): Promise<OriginResponse> {
    const { exchange, judgement, identity, rules, response } = of;
    const { judge, verdict } = judgement;
    const found = (findings: PhraseFindings): PageFinding => judge.pages.ofWords(rules, verdict, findings);
    const instead = (by: Verdict): OriginResponse | null => answerInstead(exchange, { ...judgement, verdict: by }, identity);
    if (body instanceof Uint8Array) return decided(exchange, response, found(await readAtOnce(reader, body)), instead);

    let told: (finding: PageFinding) => void = () => {};
    const recorded = new Promise<PageFinding>((resolve) => (told = resolve));
    const tap = new PageTap({
      reader,
      hold: rules.mayStop ? { bytes: rules.holdBytes, ms: rules.holdMs } : null,
      stops: (findings) => found(findings).verdict?.effect === 'block',
      atEnd: async (findings) => late.keep(exchange, response, found(findings), await recorded),
    });
    sendBody(body, tap, () => tap.destroy());
    const findings = await tap.decided;
    const first = findings === null ? nothing : found(findings);
    told(first);
    return decided(exchange, { ...response, body: tap }, first, instead);
  }

  /** What somebody gets in place of a page with such words; `null`: the page. */
  function answerInstead(exchange: Exchange, judgement: Judgement, identity: Identity): OriginResponse | null {
    if (judgement.verdict.effect === 'block') return answers.blocked(exchange, judgement, identity);
    const answered = mayAsk(exchange) ? warnings.answer(exchange, judgement, identity) : 'with-page';
    return typeof answered === 'string' ? null : answered;
  }
}

/** An answer that is a page, and for whom. */
interface Page {
  readonly exchange: Exchange;
  readonly judgement: Judgement;
  readonly identity: Identity;
  readonly rules: PageRules;
  readonly response: OriginResponse;
}

const nothing: PageFinding = { verdict: null, flag: null };

/** `null` where there is no page to read. */
function readerFor(exchange: Exchange, rules: PageRules, response: OriginResponse, scanner: () => PhraseScanner): PageReader | null {
  const { failure, upgraded, body, headers } = response;
  if (failure !== undefined || upgraded !== undefined || body === null || !isFromItsStart(exchange, response)) return null;
  const kind = textKind(headers, isLookedAt(exchange));
  const codings = kind && codingsOf(headers);
  return kind === null || codings === null ? null : pageReader(kind, codings, rules.readBytes, scanner());
}

/** The answer after a verdict on what is known of the page so far; the exchange's own event tells it. */
function decided(
  exchange: Exchange,
  response: OriginResponse,
  finding: PageFinding,
  insteadOf: (by: Verdict) => OriginResponse | null,
): OriginResponse {
  const { verdict, flag } = finding;
  const instead = verdict === null ? null : insteadOf(verdict);
  // A page of results repeats the search, which tells it better.
  const repeats = flag !== null && flag.category === exchange.search?.flag?.category;
  if (verdict?.effect === 'warn' && mayAsk(exchange)) exchange.page = { ...finding, warning: instead === null ? 'went-on' : 'held' };
  else if (verdict !== null || (flag !== null && !repeats)) exchange.page = finding;
  if (instead === null) return response;
  discard(response);
  return instead;
}

/**
 * A part that is read only now belongs to a page that is open; the answer to a form cannot be asked for a second time; a visit for a
 * lesson goes on from every warning.
 */
const mayAsk = ({ destination, request, purpose }: Exchange): boolean =>
  purpose === 'client' && destination === 'document' && request.method === 'GET';

/** Of a part from the middle nothing can be decoded; a part that nobody asked for is shown like a whole page. */
function isFromItsStart({ request }: Exchange, { status, headers }: OriginResponse): boolean {
  if (status !== 206) return true;
  return fieldOf(request.headers, 'range') === null || /^\s*bytes\s+0-/i.test(fieldOf(headers, 'content-range') ?? '');
}
