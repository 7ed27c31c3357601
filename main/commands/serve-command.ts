import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { Outcome } from '../outcome.ts';
import { starterSchool } from '../school/starter-school.ts';
import { parts } from '../serve/locks.ts';
import type { Beginning } from '../serve/prepare.ts';
import { serve } from '../serve/serve.ts';
import { makeDataFolder } from '../settings/data-folder.ts';
import { settingsOf } from './dashboard-url.ts';
import { dataPath, tell, type Flags } from './flags.ts';

const realSchool: Beginning = { school: starterSchool, policy: starterPolicy, furnish: () => Promise.resolve([]) };

/** Serves both parts or one of them until told to stop. */
export async function serveCommand(name: 'serve' | 'proxy' | 'dashboard', flags: Flags): Promise<Outcome<void>> {
  // Whatever is made from here on (database, keys, cache) is for this user alone.
  process.umask(0o077);
  const data = makeDataFolder(dataPath(flags));
  if (!data.ok) return data;
  const settings = settingsOf(data.value, flags);
  if (!settings.ok) return settings;
  return serve({ data: data.value, settings: settings.value, parts: name === 'serve' ? parts : [name], beginning: realSchool, tell });
}
