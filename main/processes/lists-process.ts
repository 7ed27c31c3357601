// Composition root of the process that fetches what is due (`serve/list-updates.ts`). Its one argument is the data folder.
import { updateLists } from '../commands/list-sources-command.ts';

const [data = ''] = process.argv.slice(2);
const updated = await updateLists([], { data, due: true });
if (!updated.ok) process.stderr.write(`${updated.problem}\n`);
