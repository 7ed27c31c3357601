// Starts a peer on the processor that is measured, as a process group of its own.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { listening } from '../free-port.ts';
import { ProcessGroup } from './process-group.ts';

/** The proxies' processor and everybody else's; where there is only one they share it. */
export const pinnedTo = (processor: 0 | 1): string[] => (cpus().length > 1 ? ['taskset', '-c', String(processor)] : []);

/** `folder` is removed when it ends. */
export async function startProgram(command: readonly string[], port: number, folder: string) {
  const [program = '', ...args] = [...pinnedTo(0), ...command];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} did not start`);
  const group = new ProcessGroup(pid);
  // Squid takes more than half a minute for five million names.
  for (let attempt = 1; ; attempt += 1) {
    try {
      await listening(port);
      break;
    } catch (problem) {
      if (attempt === 18 || child.exitCode !== null) throw problem;
    }
  }
  return {
    group,
    async stop(): Promise<void> {
      const ended = child.exitCode === null && child.signalCode === null ? new Promise((resolve) => child.once('exit', resolve)) : null;
      group.signal('SIGCONT');
      group.signal('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Started by root a program changes to a user of its own, who needs its folder. */
export function giveTo(user: string, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${user}:`));
  const [, , uid, gid] = (line ?? '').split(':');
  if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
}
