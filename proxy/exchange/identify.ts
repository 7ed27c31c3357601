// Stage: who is asking. Nobody we know gets nothing (RFC 9110 §15.5.8).
import type { Answers } from '../pages/answers.ts';
import type { Directory } from '../identity/directory.ts';
import type { Exchange, OriginResponse } from './exchange.ts';
import type { Stage } from './stage.ts';

export function identify(directory: Directory, answers: Answers, count: (what: 'unidentified') => void): Stage {
  return async (exchange, next) => {
    if (exchange.purpose === 'client') {
      exchange.identity = await directory.identify({ ...exchange.client, at: exchange.client.shownAt });
      if (exchange.identity === null) {
        count('unidentified');
        // Inside TLS a 407 would be the origin's, which browsers rightly refuse: the tunnel's own credentials no longer hold.
        const inTunnel = exchange.target.scheme === 'https' || exchange.target.scheme === 'wss';
        return inTunnel ? answers.problem(exchange, { status: 403, trouble: 'device-unknown' }) : credentialsWanted(answers, exchange);
      }
    }
    return next(exchange);
  };
}

/** 407 with our challenge; also the answer to CONNECT, whose header fields browsers do not translate. */
export function credentialsWanted(answers: Answers, asked: Exchange | null = null): OriginResponse {
  return answers.problem(asked && { request: asked.request }, {
    status: 407,
    trouble: 'device-unknown',
    headers: [['proxy-authenticate', 'Basic realm="Schoolgate", charset="UTF-8"']],
  });
}
