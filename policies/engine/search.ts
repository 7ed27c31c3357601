// What somebody searches for, and the strict mode of the place where they do.
import { getDomainWithoutSuffix, getSubdomain } from 'tldts';
import type { Target } from '../model/target.ts';
import { decoded, parametersNamed, withParameter } from '../text/query.ts';
import { aiChatSearches } from '../vocabulary/ai-chats.ts';
import { restrictedVideoHosts, searchEngines, type SearchEngine } from '../vocabulary/search-engines.ts';
import { siteSearches } from '../vocabulary/site-searches.ts';
import { videoSites } from '../vocabulary/video-sites.ts';
import { canonicalPath, lenientPath } from './path-prefix.ts';
import { isBelow, segmentAfter } from './search-path.ts';
import { parseTarget } from './target.ts';

/**
 * The search that a target is, or what is asked of a chat in its address; `null` when it is neither. A parameter that is
 * given twice is read twice: servers differ in which they take.
 */
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
  const engines = target.path === null ? [] : enginesAt(target.host);
  if (target.path === null || engines.length === 0) return null;
  const path = lenientPath(canonicalPath(target.path));
  const written = path.split('?', 1)[0] ?? path;
  const page = written.toLowerCase();
  const query = target.path.indexOf('?');
  for (const engine of engines) {
    const term = query === -1 ? '' : termIn(target.path.slice(query + 1), engine);
    const isPage = engine.paths.some((known) => (known === '/' ? page === '/' && term !== '' : isBelow(page, known)));
    const word = wordIn(written, engine, isPage);
    if (word !== '') return { engine, term: term === '' ? word : `${word} ${term}` };
    if (isPage) return { engine, term };
  }
  return null;
}

const termIn = (query: string, engine: SearchEngine): string =>
  parametersNamed(query, engine.terms)
    .map(([, value]) => value.trim())
    .filter((value) => value !== '')
    .join(' ');

/** What the path itself asks for, if it does: `/one_phrase`, `/tag/one-phrase`. */
function wordIn(path: string, { termInPath, termAfter = [] }: SearchEngine, isPage: boolean): string {
  const own = termInPath && !isPage ? /^\/([^/.]+)$/.exec(path)?.[1] : undefined;
  const segment = own ?? termAfter.map((known) => segmentAfter(path, known)).find((found) => found !== null);
  return segment === undefined || segment === null ? '' : decoded(segment).replace(/[-_]+/g, ' ').trim();
}

const allEngines: readonly SearchEngine[] = [...searchEngines, ...videoSites, ...siteSearches, ...aiChatSearches];
const byHost = new Map<string, SearchEngine[]>();
const byName: [name: string, labels: readonly string[], engine: SearchEngine][] = [];
for (const engine of allEngines) {
  if ('anyCountry' in engine.at) byName.push([engine.at.anyCountry, engine.at.labels, engine]);
  else for (const host of engine.at.hosts) byHost.set(host, [...(byHost.get(host) ?? []), engine]);
}

/** Engines whose pages the host may serve, those of the longest name first. */
function enginesAt(host: string): readonly SearchEngine[] {
  const known = enginesOf.get(host);
  if (known !== undefined) return known;
  const found = findEngines(host);
  if (enginesOf.size >= mostKept) enginesOf.clear();
  enginesOf.set(host, found);
  return found;
}

/** The same hosts are asked again and again. */
const enginesOf = new Map<string, readonly SearchEngine[]>();
const mostKept = 4096;

function findEngines(host: string): SearchEngine[] {
  const found: SearchEngine[] = [];
  for (let from = 0; from !== -1; from = nextLabel(host, from)) {
    const known = byHost.get(from === 0 ? host : host.slice(from));
    if (known !== undefined) found.push(...known);
  }
  for (const [name, labels, engine] of byName) if (isAnyCountry(host, name, labels)) found.push(engine);
  return found;
}

function nextLabel(host: string, from: number): number {
  const dot = host.indexOf('.', from);
  return dot === -1 ? -1 : dot + 1;
}

function isAnyCountry(host: string, name: string, labels: readonly string[]): boolean {
  // Cheap first: the public suffix is looked up for hosts that hold the name only.
  if (!host.includes(`${name}.`)) return false;
  return getDomainWithoutSuffix(host, plainHost) === name && labels.includes(getSubdomain(host, plainHost) ?? '');
}
const plainHost = { extractHostname: false, validateHostname: false };
