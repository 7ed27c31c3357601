// Stage: files that the policy stops by their kind or size. One whose size nobody tells is cut off when it has grown too large.
import type { PageRules } from '#policies/engine/page-rules.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import { sendBody } from '../client/send-body.ts';
import type { Identity } from '../identity/identity.ts';
import type { Answers } from '../pages/answers.ts';
import { sizeTap } from '../scan/size-tap.ts';
import { mediaType } from '../scan/text-kind.ts';
import { discard } from './discard.ts';
import type { Exchange, Judgement, OriginResponse } from './exchange.ts';
import { fieldOf } from './fields.ts';
import type { LateRecord } from './late-record.ts';
import { andThen } from './soon.ts';
import type { Stage } from './stage.ts';

export function files(late: LateRecord, answers: Answers): Stage {
  return (exchange, next) => {
    const { judgement, identity } = exchange;
    if (judgement === null || identity === null) return next(exchange);
    const rules = judgement.verdict.obligations.includes('do-not-record') ? null : judgement.judge.pages.rulesFor(identity.subject);
    if (rules === null || rules.files.length === 0) return next(exchange);
    return andThen(next(exchange), (response) => allowed(exchange, judgement, identity, rules, response));
  };

  function allowed(
    exchange: Exchange,
    judgement: Judgement,
    identity: Identity,
    rules: PageRules,
    response: OriginResponse,
  ): OriginResponse {
    if (isNoFile(response)) return response;
    const length = lengthOf(response);
    const verdict = verdictOf(judgement, rules, response, length);
    if (verdict === null) return length === null && rules.bySize ? watched(late, exchange, judgement, rules, response) : response;
    exchange.page = { verdict, flag: null };
    discard(response);
    return answers.blocked(exchange, { ...judgement, verdict }, identity);
  }
}

const isNoFile = ({ failure, upgraded, body, status }: OriginResponse): boolean =>
  failure !== undefined || upgraded !== undefined || body === null || status < 200 || status > 299;

/** The whole file's size, where it is told: of a part, too. */
function lengthOf({ headers, body, status }: OriginResponse): number | null {
  if (status === 206) return numberOf(/\/(\d+)\s*$/.exec(fieldOf(headers, 'content-range') ?? '')?.[1]);
  return body instanceof Uint8Array ? body.length : numberOf(fieldOf(headers, 'content-length'));
}

function numberOf(digits: string | null | undefined): number | null {
  const value = /^\d{1,15}$/.test(digits ?? '') ? Number(digits) : null;
  return value;
}

const verdictOf = ({ judge, verdict }: Judgement, rules: PageRules, { headers }: OriginResponse, bytes: number | null): Verdict | null =>
  judge.pages.ofFile(rules, verdict, mediaType(headers), bytes);

function watched(late: LateRecord, exchange: Exchange, judgement: Judgement, rules: PageRules, response: OriginResponse): OriginResponse {
  const { body } = response;
  if (body === null || body instanceof Uint8Array) return response;
  const tap = sizeTap(async (bytes) => {
    const verdict = verdictOf(judgement, rules, response, bytes);
    if (verdict !== null) await late.keep(exchange, response, { verdict, flag: null });
    return verdict === null;
  });
  sendBody(body, tap, () => tap.destroy());
  return { ...response, body: tap };
}
