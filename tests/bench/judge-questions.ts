// What the judge is asked: addresses of real requests and popular sites, mixed with hosts from the lists until half of all
// are listed.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#main/demo/random.ts';
import { parseTarget } from '#policies/engine/target.ts';

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);

export interface QuestionFiles {
  readonly addresses: string;
  readonly popular: string;
  readonly categoryLists: string;
}

/** So many addresses, half of them of hosts for which `isListed` holds, in no order. */
export function addressesHalfListed(files: QuestionFiles, count: number, isListed: (host: string) => boolean): string[] {
  const random = seededRandom(13);
  const asked = linesOf(files.addresses).flatMap((url) => (parseTarget(url) === null ? [] : [url]));
  const popular = linesOf(files.popular).map((host) => `https://${host}/`);
  const host = (url: string): string => parseTarget(url)?.host ?? '';
  const known = [...asked, ...popular].map((url) => ({ url, listed: isListed(host(url)) }));
  const unlisted = known.filter(({ listed }) => !listed).map(({ url }) => url);
  const met = known.filter(({ listed }) => listed).map(({ url }) => url);
  // Listed sites with the pages that people ask others for.
  const paths = asked.map((url) => url.slice(url.indexOf('/', 8)));
  const fromLists = hostsOfLists(files.categoryLists, count)
    .filter(isListed)
    .map((name) => `https://${random.chance(0.3) && !/^[\d.]+$/.test(name) ? 'www.' : ''}${name}${random.pick(paths)}`);
  return Array.from({ length: count }, (_, at) =>
    at % 2 === 0 ? random.pick(unlisted) : random.pick(random.chance(0.3) && met.length > 0 ? met : fromLists),
  );
}

/** About so many names, evenly from all lists. */
function hostsOfLists(folder: string, count: number): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'domains')
    .map((entry) => join(entry.parentPath, entry.name));
  const names = files.flatMap(linesOf);
  const step = Math.max(1, Math.floor(names.length / count));
  return names.filter((name, at) => at % step === 0 && parseTarget(`https://${name}/`)?.host === name);
}
