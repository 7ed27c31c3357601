import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { StoreProblem } from '#store/store-problem.ts';
import { storeProblem } from '#store/sql/sqlite/sqlite-problem.ts';
import { startSqliteThread } from '#store/sql/sqlite/sqlite-thread.ts';
import { sampleEvent, samplePerson, samplePolicy, thursday } from './samples.ts';

const dir = mkdtempSync(join(tmpdir(), 'schoolgate-file-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function problemOf(work: Promise<unknown>): Promise<StoreProblem> {
  const problem: unknown = await work.then(() => null).catch((error: unknown) => error);
  if (!(problem instanceof StoreProblem)) throw new Error('expected a StoreProblem', { cause: problem });
  return problem;
}

/** A store with one school, closed, and its file opened as an outsider would. */
async function tamper(name: string, change: (db: Database.Database) => void): Promise<string> {
  const file = join(dir, name);
  const store = await openSqlite(file);
  await store.createSchool({ id: 'a', name: 'A' });
  const school = store.forSchool('a');
  await school.events.append([sampleEvent(1), sampleEvent(2), sampleEvent(3)]);
  await school.people.save([samplePerson('p1'), samplePerson('p2')]);
  await school.policies.save(samplePolicy(), 0, 'x', thursday);
  await school.audit.add({ at: thursday, by: 'x', did: 'looked', to: null, detail: null });
  await store.close();
  const db = new Database(file);
  change(db);
  db.close();
  return file;
}

test('the folder is made, and only this user may read the file and its log', async () => {
  const file = join(dir, 'deep', 'er', 'school.db');
  const store = await openSqlite(file);
  await store.createSchool({ id: 'a', name: 'A' });
  for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  chmodSync(file, 0o644);
  await (await openSqlite(file)).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what was kept is there when the file is opened again', async () => {
  const file = await tamper('again.db', () => undefined);
  const store = await openSqlite(file);
  expect((await store.forSchool('a').events.find({ limit: 10 })).events).toHaveLength(3);
  await store.close();
});

test('the log is synced to the disk at every commit, and keys between tables are checked', async () => {
  const file = await tamper('pragmas.db', () => undefined);
  const thread = await startSqliteThread({ file, role: 'writer' });
  const pragma = async (name: string) => (await thread.ask({ act: 'run', sql: `pragma ${name}`, parameters: [] })).rows;
  expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }]);
  expect(await pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  expect(await pragma('busy_timeout')).toEqual([{ timeout: 5000 }]);
  await thread.close();
});

test('a closed store says so', async () => {
  const store = await openSqlite(join(dir, 'closed.db'));
  await store.close();
  await store.close();
  expect((await problemOf(store.schools())).kind).toBe('stopped');
});

test('a path where no folder can be made is one sentence', async () => {
  writeFileSync(join(dir, 'a-file'), '');
  const problem = await problemOf(openSqlite(join(dir, 'a-file', 'school.db')));
  expect(problem.kind).toBe('unwritable');
  expect(problem.message).toMatch(/cannot be opened for writing: check that its folder exists/);
  expect((await problemOf(openSqlite(dir))).kind).toBe('unwritable');
});

test('a file that is something else is left alone', async () => {
  const text = join(dir, 'homework.txt');
  writeFileSync(text, 'My summer holidays. '.repeat(400));
  expect((await problemOf(openSqlite(text))).message).toMatch(/is not a Schoolgate database/);
  expect(readFileSync(text, 'utf8')).toMatch(/^My summer holidays/);

  const foreign = join(dir, 'foreign.db');
  const db = new Database(foreign);
  db.exec('create table recipes (name text)');
  db.close();
  expect((await problemOf(openSqlite(foreign))).kind).toBe('not-ours');
  expect(new Database(foreign, { readonly: true }).prepare('select name from sqlite_schema').all()).toEqual([{ name: 'recipes' }]);
});

test('a file of a newer Schoolgate is refused and left as it is', async () => {
  const file = await tamper('newer.db', (db) =>
    db.exec("insert into kysely_migration values ('2031-01-telepathy', '2031-01-01T00:00:00Z')"),
  );
  const before = readFileSync(file);
  const problem = await problemOf(openSqlite(file));
  expect(problem.kind).toBe('newer');
  expect(problem.message).toMatch(/made by a newer Schoolgate/);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a file of an older Schoolgate is brought up to date, with what is in it', async () => {
  const file = await tamper('older.db', (db) =>
    db.exec(`
      delete from kysely_migration where name in ('2026-11-fourth-event-indexes', '2026-11-went-on');
      alter table access_event drop column went_on;
      drop index access_event_noteworthy; drop index access_event_categorised;
      create index access_event_by_school_kind_at on access_event (school, kind, at);
      create index access_event_by_school_reported_category_at on access_event (school, reported_category, at)`),
  );
  const store = await openSqlite(file);
  const { events } = store.forSchool('a');
  await events.append([sampleEvent(9, { kind: 'warned', effect: 'warn', wentOn: true })]);
  expect((await events.find({ limit: 2 })).events).toEqual([
    sampleEvent(9, { kind: 'warned', effect: 'warn', wentOn: true }),
    sampleEvent(3),
  ]);
  await store.close();
});

test('a damaged file is one sentence', async () => {
  const file = await tamper('damaged.db', () => undefined);
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096);
  writeFileSync(file, bytes);
  const problem = await problemOf(openSqlite(file));
  expect(problem.kind).toBe('damaged');
  expect(problem.message).toMatch(/is damaged: .*backup/);
});

test('a full, failing or locked disk is one sentence', () => {
  const kinds = ['SQLITE_FULL', 'ENOSPC', 'SQLITE_IOERR_WRITE', 'SQLITE_BUSY', 'SQLITE_READONLY', 'EACCES'].map((code) =>
    storeProblem('school.db', code, 'x'),
  );
  expect(kinds.map((problem) => problem instanceof StoreProblem && problem.kind)).toEqual([
    'full',
    'full',
    'unwritable',
    'locked',
    'unwritable',
    'unwritable',
  ]);
  for (const { message } of kinds) expect(message).toMatch(/^The .*school\.db .*\.$/);
});

test('when the disk takes no more, the write fails with a sentence and everything acknowledged before stays', async () => {
  const file = await tamper('no-room.db', () => undefined);
  const script = fileURLToPath(new URL('children/append-until-refused.ts', import.meta.url));
  // A limit on the size of files (setrlimit(2)) stands for the end of the disk.
  const { stdout } = await promisify(execFile)('bash', ['-c', 'ulimit -f 1200; exec "$0" "$@"', process.execPath, script, file, 'a']);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({ kind: 'unwritable', message: expect.stringMatching(/reports a read or write error/) });
  expect(told.acknowledged).toBeGreaterThan(0);
  const store = await openSqlite(file);
  const counts = await store.forSchool('a').events.counts(0, thursday * 2);
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(3 + told.acknowledged);
  await store.close();
});

test('a row that cannot be understood is left out and counted', async () => {
  const file = await tamper('rows.db', (db) => {
    db.exec('drop trigger access_event_no_update');
    db.exec("update access_event set groups = '{broken' where seq = 2");
    db.exec("update person set kind = 'ghost' where id = 'p1'");
  });
  const bad: string[] = [];
  const store = await openSqlite(file, { onBadRow: (table) => bad.push(table) });
  const school = store.forSchool('a');
  expect((await school.events.find({ limit: 10 })).events.map(({ id }) => id)).toEqual([sampleEvent(3).id, sampleEvent(1).id]);
  expect((await school.people.list()).map(({ id }) => id)).toEqual(['p2']);
  expect(await school.people.byId('p1')).toBeNull();
  expect(bad).toEqual(['access_event', 'person', 'person']);
  await store.close();
});

test('a policy that cannot be read is a problem, never a school without a policy', async () => {
  const file = await tamper('policy.db', (db) => {
    db.exec('drop trigger policy_version_no_update');
    db.exec('update policy_version set body = \'{"format":2}\'');
  });
  const store = await openSqlite(file);
  expect((await problemOf(store.forSchool('a').policies.current())).kind).toBe('damaged');
  await store.close();
});

test.each(['audit', 'incident_trail', 'incident_event', 'access_event', 'bundle', 'policy_version'])(
  'the database itself refuses to rewrite %s',
  async (table) => {
    const file = await tamper(`guard-${table}.db`, (db) => {
      db.exec("insert into incident values ('a', 'i', 't', 'open', 'low', null, null, 1, 'x', null)");
      db.exec("insert into incident_trail (school, incident, at, done_by, kind, text) values ('a', 'i', 1, 'x', 'opened', 't')");
      db.exec("insert into incident_event (school, incident, event) values ('a', 'i', 'e')");
      db.exec("insert into bundle values ('a', 1, 't', 's', 1)");
    });
    const db = new Database(file);
    expect(() => db.exec(`update ${table} set school = school`)).toThrow('append-only');
    if (['audit', 'incident_trail', 'incident_event'].includes(table)) {
      expect(() => db.exec(`delete from ${table}`)).toThrow('append-only');
    }
    db.close();
  },
);
