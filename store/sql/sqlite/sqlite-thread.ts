import { Worker } from 'node:worker_threads';
import { StoreProblem } from '../../store-problem.ts';
import { storeProblem } from './sqlite-problem.ts';
import type { Answer, Ask, Question, ThreadSettings } from './sqlite-worker.ts';

interface Waiting {
  readonly resolve: (answer: { rows: unknown[]; changes: number }) => void;
  readonly reject: (error: Error) => void;
}

/** This side of the thread that holds one SQLite connection (`sqlite-worker.ts`). */
export interface SqliteThread {
  ask(ask: Ask): Promise<{ rows: unknown[]; changes: number }>;
  /** Resolves when the file is closed; later questions are refused. */
  close(): Promise<void>;
}

/** Starts the thread; rejects with a `StoreProblem` when the file cannot be used. */
export async function startSqliteThread(settings: ThreadSettings): Promise<SqliteThread> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: settings });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let closed = false;

  /** An idle database keeps no process alive; a question that waits for its answer does. */
  const expect = (id: number): Promise<{ rows: unknown[]; changes: number }> =>
    new Promise((resolve, reject) => {
      worker.ref();
      waiting.set(id, { resolve, reject });
    });
  const stopped = (cause?: unknown): void => {
    closed = true;
    for (const { reject } of waiting.values()) reject(stoppedProblem(settings.file, cause));
    waiting.clear();
  };

  worker.on('message', (answer: Answer) => {
    const who = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('problem' in answer) who?.reject(storeProblem(settings.file, answer.problem.code, answer.problem.message));
    else who?.resolve(answer);
  });
  worker.on('error', stopped);
  worker.on('exit', () => stopped());

  const ask = (what: Ask): Promise<{ rows: unknown[]; changes: number }> => {
    if (closed) return Promise.reject(stoppedProblem(settings.file));
    asked += 1;
    const answer = expect(asked);
    worker.postMessage({ id: asked, ask: what } satisfies Question);
    return answer;
  };

  await expect(0);
  return {
    ask,
    async close() {
      if (closed) return;
      const answer = ask({ act: 'close' });
      closed = true;
      await answer;
    },
  };
}

function stoppedProblem(file: string, cause?: unknown): StoreProblem {
  return new StoreProblem('stopped', `The database ${file} has been closed: start Schoolgate again.`, cause);
}
