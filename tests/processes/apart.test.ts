// The proxy and the dashboard served by themselves, and the dashboard over TLS.
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newDataFolder, removeFolder, serveSchool } from './served-school.ts';
import { openThroughProxy } from './through-proxy.ts';

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return String(typeof address === 'object' && address !== null ? address.port : 0);
}

test('the proxy and the dashboard may be served apart, also when both find an empty folder at the same moment', async () => {
  const data = newDataFolder();
  const flags = ['--proxy-port', await freePort(), '--dashboard-port', await freePort()];
  const [proxy, dashboard] = await Promise.all([
    serveSchool(data, { command: 'proxy', flags }),
    serveSchool(data, { command: 'dashboard', flags }),
  ]);
  try {
    expect([proxy.childPid('dashboard'), dashboard.childPid('proxy')]).toEqual([null, null]);
    const blocked = await openThroughProxy(proxy.proxyPort, 'http://games.test/');
    expect(blocked?.status).toBe(403);
    const asked = await fetch(`${dashboard.dashboardUrl}/api/ask/${blocked?.reference}`);
    expect(await asked.json()).toMatchObject({ host: 'games.test', category: 'games' });
  } finally {
    expect((await Promise.all([proxy.end(), dashboard.end()])).map(({ code }) => code)).toEqual([0, 0]);
    removeFolder(data);
  }
});

test('with HTTPS on, the dashboard shows a certificate that the school’s authority signed', async () => {
  const data = newDataFolder('dashboard: { https: on }\n');
  const school = await serveSchool(data);
  try {
    expect(school.dashboardUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const status = await new Promise((resolve, reject) => {
      request(`${school.dashboardUrl}/healthz`, { ca: readFileSync(join(data, 'ca/authority.pem')) }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  } finally {
    await school.end();
    removeFolder(data);
  }
});
