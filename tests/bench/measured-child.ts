// A process whose CPU time and memory are measured: one of the `children/` scripts, told its settings, asked for where it listens.
import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kernel clock ticks a second (`sysconf(_SC_CLK_TCK)`), 100 on every Linux that Node runs on. */
const ticks = 100;

export interface MeasuredChild<Ready> {
  readonly ready: Ready;
  /** CPU seconds of the process, all its threads, user and system, since it began. */
  cpu(): number;
  /** Resident memory in bytes. */
  memory(): number;
  readonly pid: number;
  /** Tells it something more. */
  tell(message: object): void;
  /** Everything that it says after it is ready. */
  heard(listener: (message: unknown) => void): void;
  stop(): Promise<void>;
}

export async function startChild<Ready>(
  script: string,
  settings: object,
  read: (message: unknown) => Ready,
  /** What it is started by, as `taskset -c 0`, or nothing; it then leads a process group of its own. */
  by?: readonly string[],
): Promise<MeasuredChild<Ready>> {
  const [execPath = process.execPath, ...execArgv] = by === undefined || by.length === 0 ? [] : [...by, process.execPath];
  const child = fork(join(import.meta.dirname, 'children', script), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execPath,
    execArgv,
    detached: by !== undefined,
  });
  const message = await firstMessage(child, script, settings);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} did not start`);
  return {
    ready: read(message),
    cpu: () => cpuSeconds(pid),
    memory: () => residentBytes(pid),
    pid,
    tell: (told) => void child.send(told),
    heard: (listener) => void child.on('message', listener),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

function firstMessage(child: ChildProcess, script: string, settings: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready`)));
    child.send(settings);
  });
}

/** The fields of `/proc/PID/stat` after the name, which may itself contain spaces and parentheses; the first is field 3. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** User and system time: fields 14 and 15. */
export function cpuSeconds(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** The same of all processes of a group (field 5), for programs that have helpers. */
export function groupCpuSeconds(group: number): number {
  let seconds = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (Number(statFields(Number(name))[2]) === group) seconds += cpuSeconds(Number(name));
    } catch {
      // It ended between the two looks.
    }
  }
  return seconds;
}

export function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}
