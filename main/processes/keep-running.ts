// Keeps one child process running: whatever ends it, it is started again, at once the first time and then more and more
// slowly, until it is stopped on purpose.
import { fork, type ChildProcess } from 'node:child_process';
import type { FromChild, ToChild } from './messages.ts';

export interface KeptOptions {
  /** As people know it: "The proxy". */
  readonly name: string;
  readonly module: string;
  readonly args?: readonly string[];
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Tells the person at the keyboard, a line at a time. */
  readonly tell: (line: string) => void;
}

export interface KeptProcess {
  /** Gives the waiting process its parameters; asked again for every new start. Resolves with a problem, or null when it is ready. */
  start(parameters: () => unknown): Promise<string | null>;
  /** Ends it in good order and starts it with new parameters. */
  renew(): void;
  /** Ends it for good: in good order if that takes no longer than `patience` milliseconds. */
  stop(patience: number): Promise<void>;
}

const firstDelay = 50;
const longestDelay = 10_000;
/** A process that ran this long had not failed at starting. */
const settled = 10_000;

/** The process is made at once, so that it loads its code while its parameters are still being found out. */
export function keepRunning(options: KeptOptions): KeptProcess {
  let parameters: (() => unknown) | null = null;
  let delay = firstDelay;
  let readyAt: number | null = null;
  let stopping = false;
  let renewing = false;
  let waiting: NodeJS.Timeout | null = null;
  const first = Promise.withResolvers<string | null>();
  let judged = false;
  let child = launch();

  function launch(): ChildProcess {
    readyAt = null;
    const made = fork(options.module, [...(options.args ?? [])], {
      execArgv: [...options.execArgv],
      env: options.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    made.on('message', (message: FromChild) => heard(message));
    made.on('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
    if (parameters) send(made, { say: 'start', parameters: parameters() });
    return made;
  }

  function heard(message: FromChild): void {
    const problem = message.say === 'problem' ? message.problem : null;
    if (problem === null) readyAt = performance.now();
    if (!firstOutcome(problem) && problem !== null) options.tell(`${options.name} cannot run: ${problem}`);
  }

  function ended(how: string): void {
    if (stopping || firstOutcome(`${options.name} ended while it was starting (${how}).`)) return;
    if (readyAt !== null && performance.now() - readyAt > settled) delay = firstDelay;
    if (!renewing) options.tell(`${options.name} ended (${how}); starting it again.`);
    renewing = false;
    waiting = setTimeout(() => (child = launch()), delay);
    delay = Math.min(delay * 2, longestDelay);
  }

  /** The first start is the caller's to judge; from then on the process is kept running whatever happens. */
  function firstOutcome(problem: string | null): boolean {
    const isFirst = !judged;
    judged = true;
    first.resolve(problem);
    return isFirst;
  }

  return {
    start(asked) {
      parameters = asked;
      send(child, { say: 'start', parameters: asked() });
      return first.promise;
    },
    renew() {
      renewing = true;
      send(child, { say: 'stop' });
    },
    async stop(patience) {
      stopping = true;
      if (waiting) clearTimeout(waiting);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      send(child, { say: 'stop' });
      const tooLong = setTimeout(() => child.kill('SIGKILL'), patience);
      await gone;
      clearTimeout(tooLong);
    },
  };
}

/** A child that is just dying cannot be told anything; its end is seen by itself. */
function send(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message, () => undefined);
}
