// Runs the pipeline for what clients ask, with the one catch of the data path: whatever is thrown ends in a refusal.
import type { Logger } from 'pino';
import type { OriginResponse } from '../exchange/exchange.ts';
import type { Next } from '../exchange/stage.ts';
import type { Answers } from '../pages/answers.ts';
import { errorForLog } from '../record/error-for-log.ts';
import type { Limits } from './limits.ts';
import { exchangeOf } from './received.ts';
import type { Received } from './received.ts';

export interface Service {
  /** Never rejects. */
  answer(received: Received): Promise<OriginResponse>;
  /** The page for a fault of ours. */
  refusal(): OriginResponse;
  /** Marks work that must end before the proxy stops; call the result when it has ended. */
  begin(): () => void;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

export interface ServiceOptions {
  readonly exchangePipeline: Next;
  readonly answers: Answers;
  readonly clock: () => number;
  readonly limits: Limits;
  readonly log: Logger;
}

export function service({ exchangePipeline, answers, clock, limits, log }: ServiceOptions): Service {
  let inFlight = 0;
  const waiting: (() => void)[] = [];

  function refusal(): OriginResponse {
    return answers.problem(null, {
      status: 500,
      title: 'The web filter could not handle this request',
      sentences: ['Something went wrong inside the web filter, so it lets nothing through.', 'Try again in a minute. If it stays like this, tell the school’s technician.'],
    });
  }

  return {
    refusal,
    async answer(received) {
      if (inFlight > limits.exchanges) return answers.problem(null, { status: 503, title: 'The web filter is busy', sentences: ['Too many requests are waiting. Try again in a minute.'] });
      try {
        const reading = exchangeOf(received, clock(), limits.headerFields);
        if (!reading.ok) return answers.problem(null, reading.problem);
        return await exchangePipeline(reading.exchange);
      } catch (error) {
        if (!received.signal.aborted) log.error(errorForLog(error), 'a request was refused because of a fault');
        return refusal();
      }
    },
    begin() {
      inFlight += 1;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        inFlight -= 1;
        if (inFlight === 0) for (const resume of waiting.splice(0)) resume();
      };
    },
    idle: () => (inFlight === 0 ? Promise.resolve() : new Promise((resume) => waiting.push(resume))),
  };
}
