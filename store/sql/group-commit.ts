// While one transaction is being made durable, whoever comes waits and shares the next one: many single appends cost
// one fsync, and nobody is told that rows are kept before they are.
interface Waiting<Row> {
  readonly rows: readonly Row[];
  readonly done: (error?: unknown) => void;
}

/** Most rows in one transaction, unless one caller alone brings more. */
const most = 1000;

/**
 * Makes an `append` that resolves when its rows are durable, in the order of the calls. `commit` keeps all rows or none;
 * when it fails for many callers it is tried for each alone, so that nobody pays for another's row.
 */
export function groupCommit<Row>(commit: (rows: readonly Row[]) => Promise<void>): (rows: readonly Row[]) => Promise<void> {
  const queue: Waiting<Row>[] = [];
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    while (queue.length > 0) await settle(next(queue), commit);
    working = false;
  }

  return (rows) => {
    if (rows.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      queue.push({ rows, done: (error) => (error === undefined ? resolve() : reject(error)) });
      void work();
    });
  };
}

function next<Row>(queue: Waiting<Row>[]): Waiting<Row>[] {
  let rows = 0;
  let count = 0;
  for (const waiting of queue) {
    rows += waiting.rows.length;
    if (count > 0 && rows > most) break;
    count += 1;
  }
  return queue.splice(0, count);
}

async function settle<Row>(batch: readonly Waiting<Row>[], commit: (rows: readonly Row[]) => Promise<void>): Promise<void> {
  try {
    await commit(batch.flatMap(({ rows }) => rows));
    for (const { done } of batch) done();
  } catch (error) {
    const [only] = batch;
    if (batch.length === 1 && only) return only.done(error);
    for (const waiting of batch) await settle([waiting], commit);
  }
}
