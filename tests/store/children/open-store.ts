// A process that opens the store in a file, at the moment it is told to, and makes a school of its own.
import { openSqlite } from '#store/sql/open-sqlite.ts';

const [file = '', school = ''] = process.argv.slice(2);
const told = new Promise((resolve) => process.stdin.once('data', resolve));
process.stdout.write('ready\n');
await told;
const store = await openSqlite(file);
await store.createSchool({ id: school, name: school });
await store.close();
process.stdout.write('done\n');
process.stdin.unref();
