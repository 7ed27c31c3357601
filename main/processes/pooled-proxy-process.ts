// Composition root of the proxy's process when several workers share its port. This thread takes no connections: it keeps the
// workers, writes everybody's events, and holds what all of them read.
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

runAsChild(async ({ workers, ...parameters }: PooledProxyParameters) => {
  const log = operatorsLog('proxy', parameters.logLevel);
  const store = await openSqlite(parameters.database);
  const materials = new MaterialFolder(parameters.materialsFolder);
  const pool = await startWorkerPool({
    count: workers,
    module: new URL('proxy-worker.ts', import.meta.url),
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
