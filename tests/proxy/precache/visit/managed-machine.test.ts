// A server whose Chromium is itself managed, and sent through another proxy: the visit does not go there, and what opens our door is shown
// to nobody.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { defaultPrecacheLimits } from '#proxy/precache/precache-limits.ts';
import { dropPolicy, takePolicy, writePolicy } from '../../../support/chromium/managed-policy.ts';
import { openProxiedSchool } from '../../support/proxied-school.ts';
import { page } from './sites/visited-site.ts';

test('the crawler visits, and the other proxy gets no credential', async () => {
  const shown: (string | undefined)[] = [];
  const other = createServer((request: IncomingMessage, response) => {
    shown.push(request.headers['proxy-authorization']);
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="Other"' }).end();
  });
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  await takePolicy();
  const day = await openProxiedSchool();
  try {
    const ProxyServer = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    writePolicy({ ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer } });
    day.outside.page('a.test/', page('Rivers'));
    const result = await day.proxy.visit({
      url: 'https://a.test/',
      group: '8b',
      at: day.now(),
      permits: [],
      signal: new AbortController().signal,
      limits: defaultPrecacheLimits,
      progress: () => undefined,
    });
    expect([result.by, result.title]).toEqual(['crawler', 'Made up']);
    expect(result.instead).toMatch(/could not be used/);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((one) => one !== undefined)).toEqual([]);
  } finally {
    dropPolicy();
    await day.close();
    other.close();
  }
}, 320_000);
