// Composition root of one of several workers of the proxy: a thread of `pooled-proxy-process.ts`.
import { startProxy } from '#proxy/proxy-server.ts';
import { runAsWorker } from '#proxy/workers/run-as-worker.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { proxyOptions, type ProxyParameters } from './proxy-parameters.ts';

runAsWorker(async (parameters: ProxyParameters, siblings, port) => {
  const store = await openSqlite(parameters.database);
  const proxy = await startProxy({ ...(await proxyOptions(parameters, store)), port, siblings });
  return {
    port: proxy.port,
    async close() {
      await proxy.close();
      await store.close();
    },
  };
});
