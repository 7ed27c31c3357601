import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { EventStore } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { reference } from './samples.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-processes-'));
afterAll(() => rmSync(dir, { recursive: true }));

function child(script: string, ...args: string[]): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, [fileURLToPath(new URL(`./children/${script}`, import.meta.url)), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function idsOf(events: EventStore): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<EventStore['find']>> = await events.find(cursor === undefined ? { limit: 500 } : { limit: 500, cursor });
    ids.push(...page.events.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

test('processes that start together on a new file lay the tables down once', async () => {
  const file = join(dir, 'together', 'school.db');
  const schools = ['a', 'b', 'c'];
  const started = schools.map((school) => child('open-store.ts', file, school));
  await Promise.all(started.map(({ stdout }) => once(stdout, 'data')));
  for (const { stdin } of started) stdin.end('go');
  const codes = await Promise.all(started.map(async (process) => (await once(process, 'exit'))[0]));
  expect(codes).toEqual([0, 0, 0]);
  const store = await openSqlite(file);
  expect((await store.schools()).map(({ id }) => id)).toEqual(schools);
  await store.close();
});

test('every event that was acknowledged is there, once, after the processes were killed in the middle of writing', async () => {
  const file = join(dir, 'killed.db');
  const store = await openSqlite(file);
  await store.createSchool({ id: 'a', name: 'A' });
  const acknowledged: string[] = [];
  const writers = [0, 10_000_000].map((first) => {
    const writer = child('append-for-ever.ts', file, 'a', String(first));
    let rest = '';
    writer.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      acknowledged.push(...lines.map((line) => reference(Number(line))));
    });
    return writer;
  });
  await expect.poll(() => acknowledged.length, { timeout: 15_000 }).toBeGreaterThan(2000);
  for (const writer of writers) writer.kill('SIGKILL');
  await Promise.all(writers.map((writer) => once(writer, 'close')));

  const kept = await idsOf(store.forSchool('a').events);
  const distinct = new Set(kept);
  expect(kept).toHaveLength(distinct.size);
  expect(acknowledged.filter((id) => !distinct.has(id))).toEqual([]);
  await store.close();
});

test('a lock that another program holds for a while delays a write and does not lose it', async () => {
  const file = join(dir, 'busy.db');
  const store = await openSqlite(file);
  await store.createSchool({ id: 'a', name: 'A' });
  const other = new Database(file);
  other.exec('begin immediate');
  let kept = false;
  const audited = store
    .forSchool('a')
    .audit.add({ at: 1, by: 'x', did: 'looked', to: null, detail: null })
    .then(() => (kept = true));
  // Questions are answered meanwhile, and nobody's event loop stands still.
  expect((await store.forSchool('a').audit.list({ limit: 1 })).entries).toEqual([]);
  expect(kept).toBe(false);
  other.exec('rollback');
  other.close();
  await audited;
  expect((await store.forSchool('a').audit.list({ limit: 1 })).entries).toHaveLength(1);
  await store.close();
});
