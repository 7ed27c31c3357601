import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { headText, type ChainCheck, type SignedHead } from '#store/chain-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { sampleEvent, sampleIncident, thursday } from './samples.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-chain-'));
afterAll(() => rmSync(dir, { recursive: true }));

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signed = (head: SignedHead): boolean =>
  verify(null, Buffer.from(headText('a', head)), publicKey, Buffer.from(head.signature, 'base64'));

/** A chained and signed school's file, changed by somebody who may write to it, and what the check then says. */
async function checkAfter(name: string, change: (db: Database.Database) => void): Promise<ChainCheck> {
  const file = join(dir, `${name}.db`);
  const store = await openSqlite(file);
  await store.createSchool({ id: 'a', name: 'A' });
  const school = store.forSchool('a');
  await school.events.append([1, 2, 3, 4].map((id) => sampleEvent(id, { kind: id === 2 ? 'ordinary' : 'blocked' })));
  await school.incidents.open(sampleIncident('i1'));
  await school.chain.extend(thursday);
  await school.audit.add({ at: thursday, by: 'x', did: 'looked', to: null, detail: null });
  await school.chain.extend(thursday + 1);
  const head = await school.chain.head();
  if (!head) throw new Error('nothing was chained');
  const at = thursday + 2;
  const signature = sign(null, Buffer.from(headText('a', { ...head, at })), privateKey).toString('base64');
  await school.chain.saveSignedHead({ ...head, at, signature });
  await store.close();
  const db = new Database(file);
  for (const trigger of db.prepare<[], { name: string }>("select name from sqlite_schema where type = 'trigger'").all())
    db.exec(`drop trigger ${trigger.name}`);
  change(db);
  db.close();
  const again = await openSqlite(file);
  try {
    return await again.forSchool('a').chain.check(signed);
  } finally {
    await again.close();
  }
}

test('a chain that nobody touched fits, and ordinary traffic is not in it', async () => {
  const check = await checkAfter('whole', () => undefined);
  expect(check).toMatchObject({ heads: 1, broken: null });
  expect(check.links).toBeGreaterThan(2);
});

test.each([
  ['changed', "update access_event set host = 'other.example' where seq = 3", { what: 'record-changed', link: 1, row: 3 }],
  ['made ordinary', "update access_event set kind = 'ordinary' where seq = 3", { what: 'record-gone', link: 1, row: 3 }],
  ['gone', 'delete from access_event where seq = 1', { what: 'record-gone', link: 1, row: 1 }],
  ['slipped in', "update access_event set kind = 'blocked' where seq = 2", { what: 'record-added', link: 1, row: 2 }],
  ['of the audit trail', "update audit set did = 'slept'", { what: 'record-changed', source: 'audit' }],
  ['of an incident', "update incident_trail set text = 'nothing'", { what: 'record-changed', source: 'incident_trail' }],
])('a record %s by SQL is named', async (name, statement, broken) => {
  expect((await checkAfter(name.replaceAll(' ', '-'), (db) => db.exec(statement))).broken).toMatchObject(broken);
});

test.each([
  ['a link is changed', "update chain_link set leaves = '[]' where number = 2", { what: 'link-changed', link: 2 }],
  ['a link is gone', 'delete from chain_link where number = 2', { what: 'link-gone', link: 2 }],
  ['the end is cut off', 'delete from chain_link where number > 1', { what: 'link-gone', link: 2 }],
  ['a head is of another time', 'update chain_head set at = at + 1', { what: 'head-forged' }],
])('it is found when %s', async (name, statement, broken) => {
  expect((await checkAfter(name.replaceAll(' ', '-'), (db) => db.exec(statement))).broken).toMatchObject(broken);
});

test('records are chained once, also by two processes at once', async () => {
  const file = join(dir, 'two.db');
  const [one, two] = [await openSqlite(file), await openSqlite(file)];
  await one.createSchool({ id: 'a', name: 'A' });
  await two.schools();
  await one.forSchool('a').events.append(Array.from({ length: 2500 }, (_, id) => sampleEvent(id + 1, { kind: 'flagged' })));
  const chained = await Promise.all([one, two].map((store) => store.forSchool('a').chain.extend(thursday)));
  expect(chained.reduce((sum, each) => sum + each)).toBe(2500);
  expect(await two.forSchool('a').chain.check(signed)).toEqual({ links: 3, records: 2500, heads: 0, broken: null });
  await one.close();
  await two.close();
});
