// Imports one file and then the other, again and again, until somebody kills it. Arguments: data folder, file, file.
import { importSource } from '#main/lists/import-source.ts';

const [dataRoot = '', ...paths] = process.argv.slice(2);
for (let round = 0; ; round++) {
  const path = paths[round % paths.length] ?? '';
  const imported = await importSource({ dataRoot, path, options: { id: 'feed', name: 'Feed', category: 'games' }, at: round });
  if (!imported.ok) throw new Error(imported.problem);
  if (round === 1) process.stdout.write('begun\n');
}
