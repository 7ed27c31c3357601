// Hosts files: an address that leads nowhere, and the names that are to go there.
import type { LineReader, ListItem } from './list-item.ts';
import { hostItem } from './read-domains.ts';
import { lineProblems } from './line-problems.ts';
import { readHost } from './read-host.ts';

/** Addresses that blocklists send names to. */
const nowhere = new Set(['0.0.0.0', '127.0.0.1', '::', '::1', '0', '127.1', '127.0.0.53', '::0']);
/** What every machine's own hosts file says about itself. */
const ownNames =
  /^(?:localhost|localhost\.localdomain|local|broadcasthost|0\.0\.0\.0|ip6-(?:localhost|loopback|localnet|mcastprefix|allnodes|allrouters|allhosts))$/i;
const isAddress = /^(?:\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:.]*(?:%\w+)?)$/i;

/** `0.0.0.0 ads.example tracker.example # comment`. A line with a name alone is taken as meant. */
export const readHosts: LineReader = (line) => {
  const words = line.replace(/#.*$/, '').trim().split(/\s+/);
  const [first = ''] = words;
  if (first === '') return { items: [] };
  const addressed = words.length > 1 || isAddress.test(first);
  if (addressed && !isAddress.test(first) && !nowhere.has(first)) return { problem: lineProblems.spaces };
  const names = (addressed ? words.slice(1) : words).filter((name) => !ownNames.test(name));
  if (names.length === 0) return addressed && words.length === 1 ? { problem: 'The line has an address and no name.' } : { items: [] };
  if (addressed && !nowhere.has(first)) return { problem: 'The line gives a real address for a name, so it is not there to block it.' };
  const items: ListItem[] = [];
  const refused: string[] = [];
  for (const name of names) {
    const read = readHost(name);
    if ('problem' in read) refused.push(lineProblems[read.problem]);
    else items.push(hostItem(read.host, null));
  }
  if (items.length === 0) return { problem: refused[0] ?? lineProblems.notHost };
  return refused.length === 0 ? { items } : { items, refused };
};
