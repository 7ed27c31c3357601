// The worker's end: it begins when it is told with what, and ends when it is told to.
import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { startProblem, type FromWorker, type ToWorker, type WorkerStart } from './messages.ts';
import { questions } from './questions.ts';
import { siblingsOf, type Siblings } from './siblings.ts';

export interface RunningWorker {
  readonly port: number;
  close(): Promise<void>;
}

/** @param open the worker's composition root; it listens on the port given, beside the others */
export function runAsWorker<Parameters>(open: (parameters: Parameters, siblings: Siblings, port: number) => Promise<RunningWorker>): void {
  const say = (message: FromWorker): void => parentPort?.postMessage(message);
  const asked = questions((number, question) => say({ say: 'ask', number, question }));
  let end = (): Promise<void> => Promise.resolve();

  async function begin(start: WorkerStart, parameters: Parameters): Promise<void> {
    const siblings = siblingsOf(start, asked.ask);
    try {
      const running = await open(parameters, siblings, start.port);
      end = async () => {
        await running.close();
        siblings.news.close();
      };
      say({ say: 'listening', port: running.port });
      // The next start is quick even if this process is killed.
      flushCompileCache();
    } catch (error) {
      say({ say: 'cannot-start', problem: startProblem(error) });
      process.exit(1);
    }
  }

  parentPort?.on('message', (message: ToWorker) => {
    if (message.say === 'answer') asked.answered(message);
    // Parameters come from the pool of the same version; this is where they get their type back.
    else if (message.say === 'begin') void begin(message.start, message.parameters as Parameters);
    else void end().then(() => process.exit(0));
  });
}
