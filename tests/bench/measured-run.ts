// One measurement in a process of its own, so that nothing that ran before is in its memory or its compiled code.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

export const runFlags = ['--expose-gc', '--max-old-space-size=8192'];

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
  });
  child.kill('SIGKILL');
  const failed = failure.safeParse(message);
  return failed.success ? failed.data : schema.parse(message);
}
