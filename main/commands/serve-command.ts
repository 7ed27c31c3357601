import type { Outcome } from '../outcome.ts';
import { starterBeginning } from '../school/beginning.ts';
import { parts } from '../serve/locks.ts';
import { serve } from '../serve/serve.ts';
import { makeDataFolder } from '../settings/data-folder.ts';
import { workersProblem } from '../settings/proxy-workers.ts';
import { settingsOf } from './dashboard-url.ts';
import { dataPath, tell, type Flags } from './flags.ts';

/** Serves both parts or one of them until told to stop. */
export async function serveCommand(name: 'serve' | 'proxy' | 'dashboard', flags: Flags): Promise<Outcome<void>> {
  // Whatever is made from here on (database, keys, cache) is for this user alone.
  process.umask(0o077);
  const data = makeDataFolder(dataPath(flags));
  if (!data.ok) return data;
  const settings = settingsOf(data.value, flags);
  if (!settings.ok) return settings;
  const problem = name === 'dashboard' ? null : workersProblem(settings.value);
  if (problem) return problem;
  const beginning = flags.demo === true ? (await import('../school/demo-beginning.ts')).demoBeginning : starterBeginning;
  return serve({ data: data.value, settings: settings.value, parts: name === 'serve' ? parts : [name], beginning, tell });
}
