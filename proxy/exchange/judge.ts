// Stage: asks the judge of the bundle in force. Blocked: the block page, and nothing goes upstream.
import type { Judge } from '#policies/engine/judge.ts';
import { asNameServer, speaksOfNames } from '#policies/engine/name-lookup.ts';
import { searchOf } from '#policies/engine/search.ts';
import type { AccessRequest } from '#policies/model/access-request.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Subject } from '#policies/model/subject.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import type { Answers } from '../pages/answers.ts';
import type { Exchange, OriginResponse, SearchFinding } from './exchange.ts';
import { fieldsOf } from './fields.ts';
import { newReference } from './new-reference.ts';
import { andThen, type Soon } from './soon.ts';
import type { Stage } from './stage.ts';
import type { JudgeVideos } from './video-owners.ts';

/** @param current the judge in force, with the permissions that an exchange brings */
export function judge(current: (permits?: readonly Rule[]) => Judge | null, judged: JudgeVideos, answers: Answers): Stage {
  return (exchange, next) => {
    const inForce = current(exchange.permits);
    if (inForce === null) return notSetUp(answers, exchange);
    const { identity } = exchange;
    if (identity === null) throw new Error('an exchange is judged only after somebody was identified');
    return andThen(verdictOn(exchange, identity.subject, inForce, judged), (verdict) => {
      const judgement = { judge: inForce, verdict, reference: newReference() };
      exchange.judgement = judgement;
      exchange.search = findingOf(exchange, inForce);
      return verdict.effect === 'block' ? answers.blocked(exchange, judgement, identity) : next(exchange);
    });
  };
}

/** A message that looks up a name, by its own word, is judged as one, where that is stopped and its address is not. */
function verdictOn(exchange: Exchange, subject: Subject, judge: Judge, judged: JudgeVideos): Soon<Verdict> {
  const asked = accessRequestOf(exchange, subject);
  return andThen(judged(judge, asked), (verdict) => {
    const { headers } = exchange.request;
    if (verdict.effect === 'block' || !(speaksOfNames(fieldsOf(headers, 'content-type')) || speaksOfNames(fieldsOf(headers, 'accept'))))
      return verdict;
    const asLookup = judge.judge({ ...asked, target: asNameServer(asked.target) });
    return asLookup.effect === 'block' ? asLookup : verdict;
  });
}

export function accessRequestOf(asked: Pick<Exchange, 'target' | 'destination' | 'initiator' | 'at'>, subject: Subject): AccessRequest {
  const { target, destination, initiator, at } = asked;
  return { subject, target, destination, initiator, at };
}

/** Before a policy was published nobody may go anywhere. */
export function notSetUp(answers: Answers, asked: Exchange | null): OriginResponse {
  return answers.problem(asked, { status: 503, trouble: 'no-policy' });
}

function findingOf(exchange: Exchange, inForce: Judge): SearchFinding | null {
  const search = searchOf(exchange.target);
  return search === null ? null : { ...search, flag: inForce.flag(search.term) };
}
