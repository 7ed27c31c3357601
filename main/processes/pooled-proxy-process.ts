// Composition root of the proxy's process when several workers share its port. This thread takes no connections: it keeps the
// workers, writes everybody's events, and holds what all of them read.
import { Worker } from 'node:worker_threads';
import { eventWriter } from '#proxy/record/event-writer.ts';
import { startWorkerPool } from '#proxy/workers/worker-pool.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { MaterialFolder } from '../materials/material-folder.ts';
import { runAsChild } from './child.ts';
import { operatorsLog } from './operators-log.ts';
import type { ProxyParameters } from './proxy-parameters.ts';

export interface PooledProxyParameters extends ProxyParameters {
  readonly workers: number;
}

const module = new URL('proxy-worker.ts', import.meta.url);
/** They load their code while the parameters are still being found out. The one argument says how many. */
const waiting = Array.from({ length: Number(process.argv[2] ?? 0) }, () => new Worker(module));

runAsChild(async ({ workers, ...parameters }: PooledProxyParameters) => {
  const log = operatorsLog('proxy', parameters.logLevel);
  const store = await openSqlite(parameters.database);
  const materials = new MaterialFolder(parameters.materialsFolder);
  const pool = await startWorkerPool({
    count: workers,
    module,
    waiting,
    parameters,
    port: parameters.port,
    writer: eventWriter(store.forSchool(parameters.school).events, log),
    readMaterial: (material, memory) => materials.readInto(material, memory),
    log,
  });
  return {
    async close() {
      await pool.close();
      await store.close();
    },
  };
});
