// The worker's end: it starts at once with what it was made with, and ends when it is told to.
import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { startProblem, type FromWorker, type ToWorker, type WorkerStart } from './messages.ts';
import { questions } from './questions.ts';
import { siblingsOf, type Siblings } from './siblings.ts';

export interface RunningWorker {
  readonly port: number;
  close(): Promise<void>;
}

/** What a worker is made with. */
export interface WorkerData<Parameters> {
  readonly start: WorkerStart;
  readonly parameters: Parameters;
}

/** @param open the worker's composition root; it listens on the port given, beside the others */
export function runAsWorker<Parameters>(open: (parameters: Parameters, siblings: Siblings, port: number) => Promise<RunningWorker>): void {
  // Made by the pool of the same version; this is where it gets its type back.
  const { start, parameters } = workerData as WorkerData<Parameters>;
  const say = (message: FromWorker): void => parentPort?.postMessage(message);
  const asked = questions((number, question) => say({ say: 'ask', number, question }));
  const siblings = siblingsOf(start, asked.ask);
  const opened = open(parameters, siblings, start.port);
  opened.then(
    ({ port }) => {
      say({ say: 'listening', port });
      // The next start is quick even if this process is killed.
      flushCompileCache();
    },
    (error: unknown) => {
      say({ say: 'cannot-start', problem: startProblem(error) });
      process.exit(1);
    },
  );

  async function end(): Promise<void> {
    await (await opened).close();
    siblings.news.close();
    process.exit(0);
  }
  parentPort?.on('message', (message: ToWorker) => {
    if (message.say === 'answer') asked.answered(message);
    else void end();
  });
}
