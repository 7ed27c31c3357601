// A process that appends events until it is killed, and prints the number of each one after it was acknowledged.
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { sampleEvent } from '../samples.ts';

const [file = '', school = '', first = '0'] = process.argv.slice(2);
const { events } = (await openSqlite(file)).forSchool(school);
for (let n = Number(first); ; n += 7) {
  const batch = Array.from({ length: 5 }, (_, i) => n + i);
  await Promise.all([
    events.append(batch.map((id) => sampleEvent(id))).then(() => process.stdout.write(`${batch.join('\n')}\n`)),
    ...[n + 5, n + 6].map((id) => events.append([sampleEvent(id)]).then(() => process.stdout.write(`${id}\n`))),
  ]);
}
