// The load generator, in a process of its own: what it costs is not the proxy's. One job after the other; each is begun again by `go`.
import { loadJob } from '../load/load-job.ts';
import { runLoad } from '../load/run-load.ts';

const reply = (message: object): void => void process.send?.(message);

async function run(message: unknown): Promise<void> {
  const go = (): Promise<void> =>
    new Promise((resolve) => {
      process.once('message', () => resolve());
      reply({ warm: true });
    });
  try {
    reply({ done: await runLoad(loadJob.parse(message), go) });
  } catch (problem) {
    reply({ failed: problem instanceof Error ? problem.message : String(problem) });
  }
}

// The first message are the settings that every measured process is sent; this one needs none.
process.once('message', () => reply({ ready: true }));
process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'job' in message) void run(message.job);
});
process.once('disconnect', () => process.exit(0));
