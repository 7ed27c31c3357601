// Stage: a request that came through a Schoolgate proxy before would go round for ever (RFC 9209 §2.3.20).
import { failure } from '../origin/failure-of-error.ts';
import type { Answers } from '../pages/answers.ts';
import { passedBefore } from './fields.ts';
import type { Stage } from './stage.ts';

export function refuseLoops(answers: Answers): Stage {
  return (exchange, next) => {
    if (!passedBefore(exchange.request.headers)) return next(exchange);
    return answers.failed(exchange, failure('proxy_loop_detected', 'loop'));
  };
}
