// Runs the pipeline for what clients ask, with the one catch of the data path: whatever is thrown ends in a refusal.
import type { Logger } from 'pino';
import { discard } from '../exchange/discard.ts';
import type { OriginResponse } from '../exchange/exchange.ts';
import type { Soon } from '../exchange/soon.ts';
import type { Next } from '../exchange/stage.ts';
import type { Answers } from '../pages/answers.ts';
import { errorForLog } from '../record/error-for-log.ts';
import type { Limits } from './limits.ts';
import { exchangeOf } from './received.ts';
import type { Received } from './received.ts';
import { ownTally, type Tally } from './tally.ts';

/** The way back to a client. */
export interface Answering {
  /** May throw, as long as it has sent nothing. */
  send(answer: OriginResponse): void;
  /** Breaks the connection or stream off: the last resort. Never throws. */
  abandon(): void;
}

export interface Service {
  /** Answers through `client`, at once or when the answer is there. Never throws or rejects. */
  serve(received: Received, client: Answering): Soon<void>;
  /** The page for a fault of ours. */
  refusal(): OriginResponse;
  /** Marks work for a client's address that must end before the proxy stops; call the result when it has ended. */
  begin(address: string | null): () => void;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

export interface ServiceOptions {
  readonly exchangePipeline: Next;
  readonly answers: Answers;
  readonly clock: () => number;
  readonly limits: Limits;
  readonly log: Logger;
  /** Exchanges in flight by address, where several processes or threads count together. */
  readonly tally?: Tally | undefined;
}

export function service({ exchangePipeline, answers, clock, limits, log, tally = ownTally() }: ServiceOptions): Service {
  let inFlight = 0;
  const waiting: (() => void)[] = [];

  function refusal(): OriginResponse {
    return answers.problem(null, { status: 500, trouble: 'filter-fault' });
  }

  function answerTo(received: Received): Soon<OriginResponse> {
    if (inFlight > limits.exchanges || tally.of(received.address ?? '') > limits.exchangesPerAddress)
      return answers.problem({ request: received }, { status: 503, trouble: 'filter-busy' });
    const reading = exchangeOf(received, clock(), limits.headerFields);
    return reading.ok ? exchangePipeline(reading.exchange) : answers.problem({ request: received }, reading.problem);
  }

  function refuse(client: Answering): void {
    try {
      client.send(refusal());
    } catch {
      client.abandon();
    }
  }

  return {
    refusal,
    serve(received, client) {
      const send = (answer: OriginResponse): void => {
        try {
          client.send(answer);
        } catch (error) {
          discard(answer);
          failed(error);
        }
      };
      const failed = (error: unknown): void => {
        if (!received.signal.aborted) log.error(errorForLog(error), 'a request was refused because of a fault');
        refuse(client);
      };
      let answer: Soon<OriginResponse>;
      try {
        answer = answerTo(received);
      } catch (error) {
        return failed(error);
      }
      return answer instanceof Promise ? answer.then(send, failed) : send(answer);
    },
    begin(from) {
      const address = from ?? '';
      inFlight += 1;
      tally.add(address);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        inFlight -= 1;
        tally.remove(address);
        if (inFlight === 0) for (const resume of waiting.splice(0)) resume();
      };
    },
    idle: () => (inFlight === 0 ? Promise.resolve() : new Promise((resume) => waiting.push(resume))),
  };
}
