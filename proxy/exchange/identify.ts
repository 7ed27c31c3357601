// Stage: who is asking. Nobody we know gets nothing (RFC 9110 §15.5.8).
import type { Answers } from '../pages/answers.ts';
import type { Directory } from '../identity/directory.ts';
import type { OriginResponse } from './exchange.ts';
import type { Stage } from './stage.ts';

const title = 'This device is not set up for the school’s internet';
const sentences = [
  'The web filter does not know who is asking, so it lets nothing through.',
  'Ask the school’s technician to enrol this device. If it worked before, restart the browser.',
];

export function identify(directory: Directory, answers: Answers, count: (what: 'unidentified') => void): Stage {
  return async (exchange, next) => {
    if (exchange.purpose === 'client') {
      exchange.identity = await directory.identify(exchange.client.authorization, exchange.client.address);
      if (exchange.identity === null) {
        count('unidentified');
        // Inside TLS a 407 would be the origin's, which browsers rightly refuse: the tunnel's own credentials no longer hold.
        const inTunnel = exchange.target.scheme === 'https' || exchange.target.scheme === 'wss';
        return inTunnel ? answers.problem(exchange, { status: 403, title, sentences }) : credentialsWanted(answers);
      }
    }
    return next(exchange);
  };
}

/** 407 with our challenge; also the answer to CONNECT. */
export function credentialsWanted(answers: Answers): OriginResponse {
  return answers.problem(null, {
    status: 407,
    title,
    sentences,
    headers: [['proxy-authenticate', 'Basic realm="Schoolgate", charset="UTF-8"']],
  });
}
