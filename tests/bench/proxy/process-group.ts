// A proxy with all its helpers, as a process group: what it used, and holding it still while others are measured.
import { groupCpuSeconds } from '../measured-child.ts';

export class ProcessGroup {
  readonly #leader: number;

  constructor(leader: number) {
    this.#leader = leader;
    // Nobody else ends a group that is held still.
    process.once('exit', () => this.signal('SIGKILL'));
  }

  /** User and system seconds since the start. */
  cpu(): number {
    return groupCpuSeconds(this.#leader);
  }

  signal(name: NodeJS.Signals): void {
    try {
      process.kill(-this.#leader, name);
    } catch {
      // It has ended.
    }
  }
}
