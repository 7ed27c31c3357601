// Composition root of the dashboard's process. It is given a certificate, never the authority that signed it; where
// Node allows, it may not even read the authority's folder (`dashboard-permissions.ts`).
import { startDashboard } from '#dashboard/server/dashboard-server.ts';
import type { DashboardOptions } from '#dashboard/server/dashboard-options.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { loadLists } from '../lists.ts';
import { runAsChild } from './child.ts';
import { operatorsLog } from './operators-log.ts';

export interface DashboardParameters extends Pick<DashboardOptions, 'host' | 'port' | 'tls' | 'publicUrl' | 'webDir' | 'extension' | 'proxyAddress'> {
  readonly database: string;
  /** The folder that the school's own lists are in. */
  readonly listsFolder: string;
  readonly logLevel: string;
}

runAsChild(async (parameters: DashboardParameters) => {
  const { database, listsFolder, logLevel, ...options } = parameters;
  const store = await openSqlite(database);
  const dashboard = await startDashboard({
    ...options,
    store,
    clock: Date.now,
    lists: () => loadLists([listsFolder]),
    log: operatorsLog('dashboard', logLevel),
  });
  return {
    async close() {
      await dashboard.close();
      await store.close();
    },
  };
});
