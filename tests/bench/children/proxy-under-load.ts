// Our proxy as a school runs it: judge with a list of names, real signed bundle, records, cache; the client is known by its address.
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { generateKeyPairSync, sign } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { z } from 'zod';
import { MaterialFolder } from '#main/materials/material-folder.ts';
import { compileBundle } from '#policies/bundle/compile.ts';
import { signBundle } from '#policies/bundle/signed-bundle.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import { startProxy } from '#proxy/proxy-server.ts';
import { openAuthority } from '#proxy/tls/authority.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield, msOkafor } from '../../support/cast.ts';
import { ready, settings } from './settings.ts';

const given = z.object({ root: z.string(), list: z.string() });
const { root, list } = await settings((message) => given.parse(message));
const dir = mkdtempSync(join(tmpdir(), 'schoolgate-load-'));
const store = await openSqlite(join(dir, 'store.sqlite'));
await store.createSchool(greenfield);
const school = store.forSchool(greenfield.id);
await school.people.save([msOkafor]);
const keys = generateKeyPairSync('ed25519');
const materials = new MaterialFolder(join(dir, 'materials'));

/** Compiled in this process once, before anything is measured: a school compiles in another. */
async function compiledList(): Promise<Material> {
  const builder = new TableBuilder({ a: 1, b: 2 });
  const names = builder.list({ id: 'listed', name: 'Benchmark', category: 'gambling' });
  let line = 0;
  for await (const host of createInterface({ input: createReadStream(list) }))
    builder.add(names, (line += 1), { kind: 'host', host, path: null, below: true });
  return materials.keep('table', encodeTable(builder.keys()));
}

async function publish(table: Material): Promise<void> {
  const compiled = compileBundle({
    school: greenfield.id,
    number: 1,
    madeAt: Date.now(),
    policy: { ...starterPolicy, passThrough: ['tunnel.bench.test'] },
    lists: [],
    phraseLists: [],
    materials: [table],
  });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  await school.policies.saveBundle(
    await signBundle(compiled.bundle, (bytes) => Promise.resolve(sign(null, bytes, keys.privateKey))),
    Date.now(),
  );
}

await publish(await compiledList());
const authority = await openAuthority(join(dir, 'authority'));
const proxy = await startProxy({
  host: '127.0.0.1',
  port: 0,
  authority,
  school,
  clock: Date.now,
  cacheDir: join(dir, 'cache'),
  dashboardUrl: 'https://dashboard.greenfield.test',
  bundleKey: keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  materials: (material) => materials.read(material),
  id: 'proxy-1',
  log: pino({ level: 'silent' }),
  extraRoots: [root],
  // By its name: what looking it up costs is part of a new host.
  connectTo: (host, port) => ({ host, port }),
  addresses: [{ cidr: '127.0.0.0/8', person: msOkafor.id, name: 'load generator' }],
});
ready({ port: proxy.port, authority: authority.certificatePem }, async () => {
  await proxy.close();
  rmSync(dir, { recursive: true, force: true });
});
