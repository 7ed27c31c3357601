import { importMandatory } from '../materials/import-mandatory.ts';
import { listSecrets } from '../materials/list-secrets.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { tell, type Flags } from './flags.ts';
import { publishChangedLists } from './lists-command.ts';
import { withSchool } from './school-of.ts';

export interface MandatoryFlags extends Flags {
  readonly name: string;
  readonly evenIfShorter?: boolean;
}

/** Imports a licensed list and publishes it. Nothing of what its lines say is ever shown. */
export async function importMandatoryList(file: string, flags: MandatoryFlags): Promise<Outcome<void>> {
  const id = flags.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 32);
  if (id === '') return failed(`"${flags.name}" cannot name a list: give one with letters or digits.`);
  const imported = await withSchool(flags, async (school, data): Promise<Outcome<void>> => {
    const secrets = await listSecrets(school);
    if (!secrets.ok) return secrets;
    const { name, evenIfShorter = false } = flags;
    const taken = await importMandatory({ file, folder: data.materials, id, name, secrets: secrets.value, at: Date.now(), evenIfShorter });
    if (!taken.ok) return taken;
    tell(`${taken.value.entries} addresses are kept as keyed hashes, as "${id}".`);
    for (const { problem, count, examples } of taken.value.refused)
      tell(`${count} lines refused (such as line ${examples.map(({ line }) => line).join(', ')}): ${problem}`);
    return done(undefined);
  });
  return imported.ok ? publishChangedLists(flags) : imported;
}
