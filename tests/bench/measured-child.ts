// A process whose CPU time and memory are measured: one of the `children/` scripts, told its settings, asked for where it listens.
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kernel clock ticks a second (`sysconf(_SC_CLK_TCK)`), 100 on every Linux that Node runs on. */
const ticks = 100;

export interface MeasuredChild<Ready> {
  readonly ready: Ready;
  /** CPU seconds of the process, all its threads, user and system, since it began. */
  cpu(): number;
  /** Resident memory in bytes. */
  memory(): number;
  stop(): Promise<void>;
}

export async function startChild<Ready>(script: string, settings: object, read: (message: unknown) => Ready): Promise<MeasuredChild<Ready>> {
  const child = fork(join(import.meta.dirname, 'children', script), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const message = await firstMessage(child, script, settings);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} did not start`);
  return {
    ready: read(message),
    cpu: () => cpuSeconds(pid),
    memory: () => residentBytes(pid),
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

/** Fields 14 and 15 of `/proc/PID/stat`; the name in field 2 may itself contain spaces and parentheses. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

export function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}
