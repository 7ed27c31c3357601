// Stage: a site that the policy warns of opens only after its page was answered with "Go on". What is neither warned of nor such an
// answer passes with two comparisons.
import type { Identity } from '../identity/identity.ts';
import type { Answers } from '../pages/answers.ts';
import { answer } from '../pages/answers.ts';
import type { Acceptances } from '../warnings/acceptances.ts';
import type { WarningTokens } from '../warnings/warning-token.ts';
import type { Exchange, OriginResponse } from './exchange.ts';
import { fieldOf } from './fields.ts';
import { sentForm } from './sent-form.ts';
import type { Stage } from './stage.ts';
import { goOnPath, whoAsks, type Warnings } from './warnings.ts';

export interface WarnOptions {
  readonly warnings: Warnings;
  readonly acceptances: Acceptances;
  readonly tokens: WarningTokens;
  readonly answers: Answers;
}

/** An address may have 8 kB and more, and stands in the token. */
const longestForm = 100_000;

export function warn({ warnings, acceptances, tokens, answers }: WarnOptions): Stage {
  return (exchange, next) => {
    const { judgement, identity, request, target } = exchange;
    if (judgement === null || identity === null) return next(exchange);
    if (request.method === 'POST' && target.path === goOnPath) return goOn(exchange, identity);
    // What is fetched for a lesson is judged again for each who asks for it.
    if (judgement.verdict.effect !== 'warn' || exchange.purpose !== 'client') return next(exchange);
    const answered = warnings.answer(exchange, judgement, identity);
    if (answered === 'with-page') return next(exchange);
    exchange.judgement = { ...judgement, warning: answered === 'went-on' ? answered : 'held' };
    return answered === 'went-on' ? next(exchange) : answered;
  };

  async function goOn(exchange: Exchange, identity: Identity): Promise<OriginResponse> {
    // It opens nothing: what is opened after it is recorded, and says that somebody went on.
    exchange.judgement = null;
    const token = isOwnPages(exchange) ? (await sentForm(exchange, longestForm)).get('token') : null;
    const shown = token === null ? null : tokens.read(token);
    const own = shown !== null && shown.who === whoAsks(exchange, identity) && exchange.at < shown.until && isHere(exchange, shown.url);
    if (!own) return answers.problem({ request: exchange.request }, { status: 403, trouble: 'warning-refused' });
    acceptances.accept(shown.who, shown.scope, exchange.at);
    return answer(303, '', 'text/plain; charset=utf-8', [['location', shown.url]]);
  }
}

/** Sent by a page of this origin, by way of a navigation: no script of the site's can go on for somebody. */
function isOwnPages({ request }: Exchange): boolean {
  const mode = fieldOf(request.headers, 'sec-fetch-mode');
  return fieldOf(request.headers, 'origin') === new URL(request.url).origin && (mode === null || mode === 'navigate');
}

const isHere = ({ request }: Exchange, url: string): boolean => new URL(url).origin === new URL(request.url).origin;
