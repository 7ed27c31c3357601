// Composition root of the dashboard's process. It is given a certificate, never the authority that signed it; where
// Node allows, it may not even read the authority's folder (`dashboard-permissions.ts`).
import type { Logger } from 'pino';
import { startDashboard } from '#dashboard/server/dashboard-server.ts';
import { keepChains } from '#dashboard/server/evidence/keep-chains.ts';
import type { DashboardOptions } from '#dashboard/server/dashboard-options.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { MaterialFolder } from '../materials/material-folder.ts';
import { schoolLists } from '../materials/school-lists.ts';
import { runAsChild } from './child.ts';
import { operatorsLog } from './operators-log.ts';

export interface DashboardParameters extends Pick<
  DashboardOptions,
  'host' | 'port' | 'tls' | 'publicUrl' | 'webDir' | 'extension' | 'proxyAddress' | 'mail'
> {
  readonly database: string;
  /** The folder that the school's own lists are in. */
  readonly listsFolder: string;
  /** The folder that compiled lists are in. */
  readonly materialsFolder: string;
  readonly logLevel: string;
  /** The demo school's id, if it is one. */
  readonly demoSchool: string | null;
}

runAsChild(async (parameters: DashboardParameters) => {
  const { database, listsFolder, materialsFolder, logLevel, demoSchool, ...options } = parameters;
  const store = await openSqlite(database);
  const log = operatorsLog('dashboard', logLevel);
  const dashboard = await startDashboard({
    ...options,
    store,
    clock: Date.now,
    lists: () => schoolLists(listsFolder, materialsFolder),
    materials: new MaterialFolder(materialsFolder).asMaterials(),
    log,
  });
  const chains = keepChains(store, Date.now, log);
  const demo = demoSchool === null ? null : await livenDemo(store.forSchool(demoSchool), log);
  return {
    async close() {
      demo?.stop();
      await dashboard.close();
      await chains.stop();
      await store.close();
    },
  };
});

/** Keeps the demo's devices from falling silent, as real ones would not either. */
async function livenDemo(school: SchoolStore, log: Logger): Promise<{ stop(): void }> {
  const { beatDemoDevices } = await import('../demo/demo-devices.ts');
  const beat = (): void =>
    void beatDemoDevices(school, Date.now()).catch(() => log.warn('the devices of the demo school could not be kept alive'));
  beat();
  const timer = setInterval(beat, 10_000);
  return { stop: () => clearInterval(timer) };
}
