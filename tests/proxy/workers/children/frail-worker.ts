// A worker as the product has it, which dies when somebody asks for a certain host.
import { openAuthority } from '#proxy/tls/authority.ts';
import { startProxy } from '#proxy/proxy-server.ts';
import { runAsWorker } from '#proxy/workers/run-as-worker.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { pino } from 'pino';
import type { FrailParameters } from '../pooled-school.ts';

runAsWorker(async ({ dir, school, origins, bundleKey, limits }: FrailParameters, siblings, port) => {
  const store = await openSqlite(`${dir}/store.sqlite`);
  const proxy = await startProxy({
    host: '127.0.0.1',
    port,
    authority: await openAuthority(`${dir}/authority`),
    school: store.forSchool(school),
    clock: Date.now,
    cacheDir: `${dir}/cache`,
    dashboardUrl: 'https://dashboard.greenfield.test',
    bundleKey,
    id: 'proxy-1',
    log: pino({ level: 'silent' }),
    connectTo: (host) => {
      if (host === 'fault.test') setImmediate(plantedFault);
      if (host === 'exit.test') process.exit(7);
      return { host: '127.0.0.1', port: origins };
    },
    addresses: [{ cidr: '127.0.0.0/8', name: 'Test room', group: 'ks3' }],
    pollMs: 50,
    limits,
    siblings,
  });
  return {
    port: proxy.port,
    async close() {
      await proxy.close();
      await store.close();
    },
  };
});

function plantedFault(): never {
  throw new Error('planted');
}
