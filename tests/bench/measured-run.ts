// One measurement in a process of its own, so that nothing that ran before is in its memory or its compiled code.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { cpuSeconds } from './measured-child.ts';

export const runFlags = ['--expose-gc', '--max-old-space-size=8192'];

/** CPU seconds after which nothing more is expected: what takes longer never ends, or is no answer to anybody. */
const mostCpu = 180;

const failure = z.object({ failed: z.string() });

/** Sends `settings` to `children/<script>` and gives what it answers; a sentence where it cannot be done. Rejects where the process dies. */
export async function measuredRun<Result>(
  script: string,
  settings: object,
  schema: z.ZodType<Result>,
): Promise<Result | { readonly failed: string }> {
  const child = fork(join(import.meta.dirname, 'children', script), [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: runFlags });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  const message = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${script} ended with ${code ?? signal}.\n${said}`)));
    child.send(settings);
    const watch = setInterval(() => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null && cpuSeconds(child.pid) > mostCpu)
        resolve({ failed: `it was not done after ${mostCpu} s of CPU time` });
    }, 500);
    child.once('message', () => clearInterval(watch)).once('exit', () => clearInterval(watch));
  });
  child.kill('SIGKILL');
  const failed = failure.safeParse(message);
  return failed.success ? failed.data : schema.parse(message);
}
