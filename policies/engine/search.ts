// What somebody searches for, and the strict mode of the place where they do.
import { getDomainWithoutSuffix, getSubdomain } from 'tldts';
import type { Target } from '../model/target.ts';
import { decoded, parametersOf, withParameter } from '../text/query.ts';
import { restrictedVideoHosts, searchEngines, type SearchEngine, type SearchHosts } from '../vocabulary/search-engines.ts';
import { canonicalPath, lenientPath } from './path-prefix.ts';
import { parseTarget } from './target.ts';

/** The search that a target is, or `null`. A parameter that is given twice is read twice: servers differ in which they take. */
export function searchOf(target: Target): { engine: string; term: string } | null {
  const search = searchAt(target);
  return search === null || search.term === '' ? null : { engine: search.engine.id, term: search.term };
}

/**
 * The address with the search engine's strict mode forced, or `null` when nothing is to be changed. Whatever else the
 * address says of that parameter, in any letter case or encoding, is dropped. Applying it twice changes nothing more.
 */
export function withSafeSearch(url: string): string | null {
  const target = parseTarget(url);
  const safe = target && searchAt(target)?.engine.safe;
  const parsed = safe ? URL.parse(url) : null;
  if (!safe || parsed === null) return null;
  const query = parsed.search.slice(1);
  const strict = withParameter(query, safe.parameter, safe.value);
  if (strict === query) return null;
  parsed.search = strict;
  return parsed.href;
}

/** Headers that ask a video site for its restricted mode; none for every other host. */
export function restrictedVideoHeaders(target: Target): readonly (readonly [string, string])[] {
  return restrictedVideoHosts.includes(target.host) ? restrict : [];
}
const restrict = [['YouTube-Restrict', 'Strict']] as const;

/** The engine whose search page a target is, with what is searched for (empty where the address does not say). */
function searchAt(target: Target): { engine: SearchEngine; term: string } | null {
  if (target.path === null) return null;
  const path = lenientPath(canonicalPath(target.path));
  const page = (path.split('?', 1)[0] ?? path).toLowerCase();
  const query = target.path.indexOf('?');
  for (const engine of searchEngines) {
    if (!isAt(target.host, engine.at)) continue;
    const term = query === -1 ? '' : termIn(target.path.slice(query + 1), engine);
    if (engine.paths.some((known) => (known === '/' ? page === '/' && term !== '' : page === known || page.startsWith(`${known}/`))))
      return { engine, term };
    const word = engine.termInPath && /^\/([^/.]+)$/.exec(page)?.[1];
    if (word) return { engine, term: term || decoded(word).replaceAll('_', ' ') };
  }
  return null;
}

const termIn = (query: string, engine: SearchEngine): string =>
  parametersOf(query)
    .filter(([name, value]) => engine.terms.includes(name.toLowerCase()) && value.trim() !== '')
    .map(([, value]) => value.trim())
    .join(' ');

function isAt(host: string, at: SearchHosts): boolean {
  if ('hosts' in at) return at.hosts.some((known) => host === known || host.endsWith(`.${known}`));
  // Cheap first: the public suffix is looked up for hosts that hold the name only.
  if (!host.includes(`${at.anyCountry}.`)) return false;
  return getDomainWithoutSuffix(host, plainHost) === at.anyCountry && at.labels.includes(getSubdomain(host, plainHost) ?? '');
}
const plainHost = { extractHostname: false, validateHostname: false };
