// The thread that holds one SQLite connection. SQLite works synchronously: here its fsyncs and its waiting for locks
// stop nobody's network traffic. It answers one message after the other, in order.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

export interface ThreadSettings {
  readonly file: string;
  readonly role: 'writer' | 'reader';
}
export type Ask =
  | { readonly act: 'run'; readonly sql: string; readonly parameters: readonly unknown[] }
  /** `rows`: JSON of arrays of parameters, because a structured clone of many small values takes ten times as long. */
  | { readonly act: 'repeat'; readonly sql: string; readonly rows: string; readonly fixed: readonly unknown[] }
  | { readonly act: 'roll-back' }
  | { readonly act: 'close' };
export interface Question {
  readonly id: number;
  readonly ask: Ask;
}
export type Answer =
  | { readonly id: number; readonly rows: unknown[]; readonly changes: number }
  | { readonly id: number; readonly problem: { readonly code: string | undefined; readonly message: string } };

/** SQLite itself waits this long for a lock (milliseconds); outside a transaction it is then asked again. */
const lockWait = 5000;
const tries = 3;

function open({ file, role }: ThreadSettings): Database.Database {
  const db = new Database(file, { timeout: lockWait, fileMustExist: true });
  if (role === 'reader') {
    db.pragma('query_only = on');
    return db;
  }
  db.pragma('journal_mode = wal');
  // An acknowledged event must survive a power cut: in WAL mode only FULL syncs the log at every commit.
  db.pragma('synchronous = full');
  db.pragma('foreign_keys = on');
  // The index of references is hit all over: what is not held in memory is written and read again, KiB.
  db.pragma('cache_size = -16384');
  // REPLACE deletes rows; with this it cannot slip past the triggers that keep tables append-only.
  db.pragma('recursive_triggers = on');
  db.pragma('trusted_schema = off');
  return db;
}

function serve(db: Database.Database, role: ThreadSettings['role']): (ask: Ask) => { rows: unknown[]; changes: number } {
  const statements = new LRUCache<string, Database.Statement>({ max: 256 });
  const prepared = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const repeat = db.transaction((sql: string, rows: readonly (readonly unknown[])[], fixed: readonly unknown[]) => {
    const statement = prepared(sql);
    let changes = 0;
    for (const row of rows) changes += statement.run([...row, ...fixed]).changes;
    return changes;
  });

  return (ask) => {
    switch (ask.act) {
      case 'run': {
        const statement = prepared(ask.sql);
        if (statement.reader) return { rows: statement.all(ask.parameters), changes: 0 };
        return { rows: [], changes: statement.run(ask.parameters).changes };
      }
      case 'repeat':
        return { rows: [], changes: repeat.immediate(ask.sql, JSON.parse(ask.rows) as unknown[][], ask.fixed) };
      case 'roll-back':
        // SQLite rolls back by itself when the disk is full or fails.
        if (db.inTransaction) db.exec('rollback');
        return { rows: [], changes: 0 };
      case 'close':
        if (role === 'writer') db.pragma('optimize');
        db.close();
        return { rows: [], changes: 0 };
    }
  };
}

/** Another process may hold the lock longer than SQLite waits; what has not begun can be asked again without harm. */
function patiently<Result>(db: Database.Database | null, work: () => Result): Result {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return work();
    } catch (error) {
      if (attempt === tries || db?.inTransaction || !String(codeOf(error)).startsWith('SQLITE_BUSY')) throw error;
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function refuse(id: number, error: unknown): Answer {
  return { id, problem: { code: codeOf(error), message: error instanceof Error ? error.message : String(error) } };
}

/** Question 0 is never asked: its answer says whether the file could be opened. */
function start(port: NonNullable<typeof parentPort>, settings: ThreadSettings): void {
  const say = (answer: Answer): void => port.postMessage(answer);
  try {
    const db = patiently(null, () => open(settings));
    const answer = serve(db, settings.role);
    port.on('message', ({ id, ask }: Question) => {
      try {
        say({ id, ...patiently(db, () => answer(ask)) });
      } catch (error) {
        say(refuse(id, error));
      }
      if (ask.act === 'close') port.close();
    });
    say({ id: 0, rows: [], changes: 0 });
  } catch (error) {
    say(refuse(0, error));
  }
}

if (parentPort) start(parentPort, workerData as ThreadSettings);
