// A school whose proxy has several workers: real threads, a real store, an outside world on loopback.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { compileBundle } from '#policies/bundle/compile.ts';
import { signBundle } from '#policies/bundle/signed-bundle.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import { MaterialFolder } from '#main/materials/material-folder.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { Limits } from '#proxy/client/limits.ts';
import { eventWriter } from '#proxy/record/event-writer.ts';
import { openAuthority } from '#proxy/tls/authority.ts';
import { startWorkerPool, type WorkerPool } from '#proxy/workers/worker-pool.ts';
import { proxyTokenSecret, type SchoolStore } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield, mia } from '../../support/cast.ts';
import { openOriginSite, type OriginSite } from '../../support/origin-site.ts';
import { createTestAuthority } from '../../support/test-authority.ts';
import { tokenOf } from '../support/proxied-school.ts';
import { sha256 } from '../support/sha256.ts';

export interface FrailParameters {
  readonly dir: string;
  readonly school: string;
  readonly origins: number;
  readonly bundleKey: string;
  readonly limits: Partial<Limits>;
}

export interface PooledSchool {
  readonly pool: WorkerPool;
  readonly outside: OriginSite;
  readonly school: SchoolStore;
  /** Puts a policy in force that blocks these hosts. @param ofThem what it does with them instead */
  publish(blocked: readonly string[], ofThem?: 'block' | 'warn'): Promise<void>;
  /** `Proxy-Authorization` of a device. */
  readonly credentials: string;
  close(): Promise<void>;
}

export async function openPooledSchool({
  count = 2,
  limits = {},
}: { count?: number; limits?: Partial<Limits> } = {}): Promise<PooledSchool> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-workers-'));
  const store = await openSqlite(join(dir, 'store.sqlite'));
  await store.createSchool(greenfield);
  const school = store.forSchool(greenfield.id);
  const keys = generateKeyPairSync('ed25519');
  const materials = new MaterialFolder(join(dir, 'materials'));
  let number = 0;
  async function publish(blocked: readonly string[], ofThem: 'block' | 'warn' = 'block'): Promise<void> {
    number += 1;
    const builder = new TableBuilder({ a: number, b: 2 });
    const list = builder.list({ id: 'gambling', name: 'Blocked', category: 'gambling' });
    for (const [index, host] of blocked.entries()) builder.add(list, index + 1, { kind: 'host', host, path: null, below: true });
    const table = await materials.keep('table', encodeTable(builder.keys()));
    const policy = { ...starterPolicy, grid: { ...starterPolicy.grid, ks3: { ...starterPolicy.grid['ks3'], gambling: ofThem } } };
    const made = { school: greenfield.id, number, madeAt: Date.now(), policy, lists: [], phraseLists: [] };
    const compiled = compileBundle({ ...made, materials: [table] });
    if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
    const signed = await signBundle(compiled.bundle, (bytes) => Promise.resolve(sign(null, bytes, keys.privateKey)));
    await school.policies.saveBundle(signed, Date.now());
  }
  await publish(['listed.test']);
  await school.people.save([mia]);
  const enrolled = {
    id: 'device-1',
    name: 'Laptop',
    install: 'install-1',
    person: mia.id,
    enrolledAt: Date.now(),
    lastHeartbeat: null,
    heardAt: null,
    passedAt: null,
  };
  await school.devices.save({ ...enrolled, tokenHash: sha256('token'), proxySecretHash: sha256('secret') });
  await school.secrets.set(proxyTokenSecret, 'key-of-the-school');
  await openAuthority(join(dir, 'authority'));
  const outside = await openOriginSite(await createTestAuthority());
  const log = pino({ level: 'silent' });
  const parameters: FrailParameters = {
    dir,
    school: greenfield.id,
    origins: outside.httpPort,
    bundleKey: keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    limits,
  };
  const pool = await startWorkerPool({
    count,
    module: new URL('children/frail-worker.ts', import.meta.url),
    parameters,
    port: await freePort(),
    writer: eventWriter(school.events, log),
    readMaterial: (material, memory) => materials.readInto(material, memory),
    log,
  });
  return {
    pool,
    outside,
    school,
    publish,
    credentials: tokenOf('device-1', 'secret', mia.id, Date.now()),
    async close() {
      await pool.close();
      await outside.switchOff();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly cacheStatus: string;
}

/** Asks through the proxy, over a connection of its own unless an agent says otherwise. */
export function ask(port: number, url: string, agent: Agent = new Agent(), fields: OutgoingHttpHeaders = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: url, headers: { host: new URL(url).host, ...fields }, agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, cacheStatus: String(response.headers['cache-status']) }));
      response.on('error', reject);
    });
    asked.on('error', reject).end();
  });
}

/** The answer as soon as its head is there. */
export function begin(port: number, url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: url, headers: { host: new URL(url).host }, agent: new Agent() }, resolve)
      .on('error', reject)
      .end();
  });
}
