// A process that appends events until the store refuses one, and then tells how many were acknowledged and why it stopped.
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { StoreProblem } from '#store/store-problem.ts';
import { sampleEvent } from '../samples.ts';

const [file = '', school = ''] = process.argv.slice(2);
const store = await openSqlite(file);
const { events } = store.forSchool(school);
let acknowledged = 0;
try {
  for (;;) {
    await events.append(Array.from({ length: 100 }, (_, n) => sampleEvent(1000 + acknowledged + n)));
    acknowledged += 100;
  }
} catch (error) {
  // Questions are still answered.
  await events.find({ limit: 1 });
  if (error instanceof StoreProblem) process.stdout.write(JSON.stringify({ acknowledged, kind: error.kind, message: error.message }));
}
await store.close();
