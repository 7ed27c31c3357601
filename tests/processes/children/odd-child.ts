// A child of the supervisor with one bad habit, named by its parameters.
import { runAsChild } from '#main/processes/child.ts';

runAsChild(async ({ habit }: { habit: 'well' | 'dies-soon' | 'never-ends' | 'port-taken' }) => {
  if (habit === 'dies-soon') setTimeout(() => process.exit(3), 10);
  if (habit === 'port-taken')
    throw Object.assign(new Error('listen'), { code: 'EADDRINUSE', syscall: 'listen', address: '127.0.0.1', port: 80 });
  const timer = setInterval(() => undefined, 1_000);
  return {
    async close() {
      if (habit === 'never-ends') await new Promise(() => undefined);
      clearInterval(timer);
    },
  };
});
