// Sites whose programs keep refusing our certificate, for a technician to decide about.
import { devicesOf } from '#proxy/pass-through/rejection-book.ts';
import { readProposals } from '#proxy/pass-through/proposals-file.ts';
import { done, type Outcome } from '../outcome.ts';
import { openDataFolder } from '../settings/data-folder.ts';
import { dataPath, tell, type Flags } from './flags.ts';

export async function showProposals(flags: Flags): Promise<Outcome<void>> {
  const data = openDataFolder(dataPath(flags));
  if (!data.ok) return data;
  const { hosts } = await readProposals(data.value.proposals);
  const shown = hosts.map((each) => ({
    host: each.host,
    since: new Date(each.since).toISOString(),
    last: new Date(each.last).toISOString(),
    times: each.times,
    devices: devicesOf(each),
  }));
  if (flags.json === true) {
    tell(JSON.stringify(shown));
    return done(undefined);
  }
  if (shown.length === 0) tell('No program on several devices keeps refusing the certificates of the filter.');
  for (const { host, since, last, times, devices } of shown) {
    tell(`${host}: refused ${times} times by ${devices} devices or more, since ${day(since)}, last on ${day(last)}`);
  }
  if (shown.length > 0) {
    tell('');
    tell('Programs that know the certificate of their own server refuse the filter’s. They work when the site is in passThrough in the');
    tell('policy ("policy pull", then "policy apply"): then nobody sees any more what is done there. Nothing is passed through by itself.');
  }
  return done(undefined);
}

const day = (at: string): string => at.slice(0, 10);
