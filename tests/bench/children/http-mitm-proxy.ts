// http-mitm-proxy at its best: connections kept alive on both sides, origins verified.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Proxy } from 'http-mitm-proxy';
import { z } from 'zod';
import { ready, settings } from './settings.ts';

const { root } = await settings((message) => z.object({ root: z.string() }).parse(message));
const dir = mkdtempSync(join(tmpdir(), 'schoolgate-mitm-'));
const proxy = new Proxy();
// What it prints for each request is not what is measured.
for (const name of ['debug', 'info', 'log', 'error'] as const) console[name] = () => undefined;
proxy.onError(() => undefined);
const httpsAgent = new Agent({
  keepAlive: true,
  ca: root,
  lookup: (_host, options, found) => (options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)),
});
proxy.listen({ host: '127.0.0.1', port: 0, sslCaDir: dir, keepAlive: true, httpsAgent }, () => {
  ready({ port: proxy.httpPort, authority: readFileSync(join(dir, 'certs', 'ca.pem'), 'utf8') }, () =>
    rmSync(dir, { recursive: true, force: true }),
  );
});
