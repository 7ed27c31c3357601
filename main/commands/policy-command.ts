import { stringify } from 'yaml';
import { done, failed, type Outcome } from '../outcome.ts';
import { tell, type Flags } from './flags.ts';
import { withSchool } from './school-of.ts';

export function showPolicy(flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const current = await school.policies.current();
    if (!current) return failed('The school has no policy yet: run "npm start" once.');
    tell(`# ${school.school.name}, version ${current.version}, bundle ${await school.policies.latestBundleNumber()}`);
    tell(stringify(current.policy).trimEnd());
    return done(undefined);
  });
}
