// Composition root of the proxy's process when it is alone. It alone opens the certificate authority for traffic.
import { startProxy } from '#proxy/proxy-server.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { runAsChild } from './child.ts';
import { proxyOptions, type ProxyParameters } from './proxy-parameters.ts';

runAsChild(async (parameters: ProxyParameters) => {
  const store = await openSqlite(parameters.database);
  const proxy = await startProxy(await proxyOptions(parameters, store));
  return {
    async close() {
      await proxy.close();
      await store.close();
    },
  };
});
