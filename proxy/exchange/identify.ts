// Stage: who is asking. Nobody we know gets nothing (RFC 9110 §15.5.8).
import { guestPageUrl } from '#policies/contracts/extension-api.ts';
import { answer, type Answers } from '../pages/answers.ts';
import type { Directory } from '../identity/directory.ts';
import type { Unidentified } from '../identity/identity.ts';
import type { Exchange, OriginResponse } from './exchange.ts';
import { andThen } from './soon.ts';
import type { Stage } from './stage.ts';

export function identify(directory: Directory, answers: Answers, count: (what: 'unidentified') => void): Stage {
  return (exchange, next) => {
    if (exchange.purpose !== 'client') return next(exchange);
    const { authorization, address, shownAt } = exchange.client;
    return andThen(directory.identify({ authorization, address, shownAt, at: exchange.at }), (identity) => {
      if (typeof identity === 'string') {
        count('unidentified');
        return unidentified(answers, identity, exchange);
      }
      exchange.identity = identity;
      return next(exchange);
    });
  };
}

/**
 * What somebody is told whom we do not know. A 407 carries our challenge; it is also the answer to CONNECT, whose header
 * fields browsers do not translate. Inside TLS a 407 would be the origin's, which browsers rightly refuse.
 */
export function unidentified(answers: Answers, wanted: Unidentified, asked: Exchange | null = null): OriginResponse {
  const inTunnel = asked !== null && (asked.target.scheme === 'https' || asked.target.scheme === 'wss');
  if (wanted === 'voucher-wanted') {
    const opensPage = asked !== null && !inTunnel && asked.request.method === 'GET' && asked.destination === 'document';
    return opensPage
      ? answer(302, '', 'text/plain; charset=utf-8', [['location', guestPageUrl]])
      : answers.problem(asked, { status: 511, trouble: 'guest-code-wanted' });
  }
  if (inTunnel) return answers.problem(asked, { status: 403, trouble: 'device-unknown' });
  return answers.problem(asked && { request: asked.request }, {
    status: 407,
    trouble: 'device-unknown',
    headers: [['proxy-authenticate', 'Basic realm="Schoolgate", charset="UTF-8"']],
  });
}
