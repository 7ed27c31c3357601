// One of the processes that the supervisor keeps: it starts when it is given its parameters, and ends when it is told
// to, or when the supervisor is gone.
import { flushCompileCache } from 'node:module';
import type { FromChild, ToChild } from './messages.ts';
import { sentenceOf } from './sentence-of.ts';

interface Running {
  close(): Promise<void>;
}

/** @param start the process's composition root; what it gives is closed at the end */
export function runAsChild<Parameters>(start: (parameters: Parameters) => Promise<Running>): void {
  let running: Promise<Running> | null = null;
  let ending = false;

  async function begin(parameters: Parameters): Promise<void> {
    try {
      running = start(parameters);
      await running;
      tell({ say: 'ready' });
      // The next start is quick even if this process is killed.
      flushCompileCache();
    } catch (error) {
      const problem = sentenceOf(error);
      if (problem === null) throw error;
      tell({ say: 'problem', problem });
      process.exitCode = 1;
      process.disconnect();
    }
  }

  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    // One that could not start has said so already, and has nothing to close.
    const closable = await running?.catch(() => null);
    await closable?.close();
    process.exit(0);
  }

  process.on('message', (message: ToChild) => {
    // Parameters come from the supervisor of the same version; this is where they get their type back.
    void (message.say === 'start' ? begin(message.parameters as Parameters) : end());
  });
  process.on('disconnect', () => void end());
  process.on('SIGTERM', () => void end());
  // Ctrl-C and a closed terminal reach every process of the terminal; the supervisor is the one to act on them.
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
}

function tell(message: FromChild): void {
  process.send?.(message);
}
