import { readFile } from 'node:fs/promises';
import { importRoster } from '#dashboard/server/roster/import-roster.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { tell, type Flags } from './flags.ts';
import { withSchool } from './school-of.ts';

export function importRosterFile(file: string, flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const csv = await readFile(file, 'utf8').catch(() => null);
    if (csv === null) return failed(`The file ${file} cannot be read: check its name, and that this user may read it.`);
    const current = await school.policies.current();
    if (!current) return failed('The school has no policy yet: run "npm start" once.');
    const { saved, problems } = await importRoster(school, current.policy.groups, csv);
    await school.audit.add({
      at: Date.now(),
      by: 'system',
      did: 'imported-roster',
      to: null,
      detail: `${saved} people, ${problems.length} problems, at the command line`,
    });
    for (const { line, problem } of problems) tell(`${file}${line === 0 ? '' : `, line ${line}`}: ${problem}`);
    tell(`${saved} people saved.`);
    return problems.length === 0
      ? done(undefined)
      : failed(`${problems.length} lines were left out: correct them and import the file again.`);
  });
}
