// A proxy with all its helpers, as a process group: what it used, what it holds, and holding it still while others are measured.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

  /** Resident megabytes now. */
  memory(): number {
    return this.#sum('VmRSS');
  }

  /** Resident megabytes at most since `newPeak`. */
  peak(): number {
    return this.#sum('VmHWM');
  }

  newPeak(): void {
    for (const pid of this.#members()) {
      try {
        writeFileSync(`/proc/${pid}/clear_refs`, '5');
      } catch {
        // It ended, or may not be touched: the peak then says too much, never too little.
      }
    }
  }

  /** Open files and sockets. */
  files(): number {
    return this.#members().reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);
  }

  signal(name: NodeJS.Signals): void {
    try {
      process.kill(-this.#leader, name);
    } catch {
      // It has ended.
    }
  }

  #members(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        try {
          const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
          return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) === this.#leader;
        } catch {
          return false;
        }
      });
  }

  #sum(field: string): number {
    let kibibytes = 0;
    for (const pid of this.#members())
      kibibytes += Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return kibibytes / 1024;
  }
}
