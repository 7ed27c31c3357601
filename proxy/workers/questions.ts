// A worker's questions to the thread that keeps it, each with its answer.
import type { Question, ToWorker } from './messages.ts';

export interface Questions {
  /** Rejects when the answer is that it cannot be done. */
  ask(question: Question): Promise<Uint8Array | null>;
  answered(answer: Extract<ToWorker, { say: 'answer' }>): void;
}

export function questions(send: (number: number, question: Question) => void): Questions {
  const open = new Map<number, PromiseWithResolvers<Uint8Array | null>>();
  let last = 0;
  return {
    ask(question) {
      last += 1;
      const waiting = Promise.withResolvers<Uint8Array | null>();
      open.set(last, waiting);
      send(last, question);
      return waiting.promise;
    },
    answered({ number, ok, value }) {
      const waiting = open.get(number);
      open.delete(number);
      if (ok) waiting?.resolve(value);
      else waiting?.reject(new Error('the thread that keeps the workers could not do it'));
    },
  };
}
