// Fetches lists when their schedule says so, in a process of its own: reading millions of names takes seconds and memory
// that whoever judges and serves must not lose.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { dueSources } from '../lists/due-sources.ts';
import { readListsFile } from '../lists/lists-file.ts';
import { sourcesFolder } from '../lists/source-folder.ts';
import { readState } from '../lists/source-state.ts';

export interface ListUpdates {
  /** No update begins after this; one that is running is ended, which harms nothing that is in force. */
  stop(): Promise<void>;
}

export interface ListUpdatesInput {
  readonly dataRoot: string;
  readonly clock: () => number;
  /** Milliseconds between looks at what is due. */
  readonly every: number;
  /** Shows a line to the person at the keyboard. */
  readonly tell: (line: string) => void;
}

const updating = fileURLToPath(new URL('../processes/lists-process.ts', import.meta.url));

/** Looks at once, and then every so often; `lists.yaml` is read each time, so that a change of it needs no restart. */
export function keepListsFresh({ dataRoot, clock, every, tell }: ListUpdatesInput): ListUpdates {
  let child: ChildProcess | null = null;
  let stopped = false;
  let mistake: string | null = null;

  async function look(): Promise<void> {
    if (child !== null || stopped) return;
    const file = await readListsFile(join(dataRoot, 'lists.yaml'));
    // A mistake in the file is told once, until it is another.
    if (!file.ok && file.problem !== mistake) tell(file.problem);
    mistake = file.ok ? null : file.problem;
    if (!file.ok || file.value.sources.size === 0) return;
    const ids = [...file.value.sources.keys()];
    const states = new Map(await Promise.all(ids.map(async (id) => [id, await readState(join(sourcesFolder(dataRoot), id))] as const)));
    if (dueSources(file.value, states, clock()).length > 0) update();
  }

  function update(): void {
    if (child !== null || stopped) return;
    const made = fork(updating, [dataRoot], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child = made;
    for (const stream of [made.stdout, made.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => line !== '' && tell(`Lists: ${line}`));
    made.once('error', (error) => tell(`Lists could not be updated: ${error.message}`));
    made.once('exit', () => (child = null));
  }

  /** A look that fails is told; the next one may well go better. */
  const lookAgain = (): void =>
    void look().catch((error: unknown) => tell(`Lists could not be looked at: ${error instanceof Error ? error.message : String(error)}`));
  const timer = setInterval(lookAgain, every);
  lookAgain();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      const running = child;
      if (running === null) return;
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.kill('SIGTERM');
      await gone;
    },
  };
}
