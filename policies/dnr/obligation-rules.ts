// Strict search and restricted video, as rules of Chrome's.
import { suffixesOf } from '../engine/host-suffixes.ts';
import type { Obligation } from '../model/obligation.ts';
import { restrictedVideoHosts, searchEngines, type SearchEngine } from '../vocabulary/search-engines.ts';
import { priorities, type DnrAction } from './dnr-rule.ts';
import type { NotExpressedList } from './not-expressed.ts';
import type { Step } from './policy-steps.ts';
import type { RuleWriter } from './rule-writer.ts';

export function addObligations(
  writer: RuleWriter,
  obligations: readonly Obligation[],
  steps: readonly Step[],
  notExpressed: NotExpressedList,
): void {
  if (obligations.includes('video-restriction')) {
    const requestHeaders = [{ header: 'YouTube-Restrict', operation: 'set', value: 'Strict' }] as const;
    writer.add(priorities.obligations, { type: 'modifyHeaders', requestHeaders }, { requestDomains: restrictedVideoHosts });
  }
  if (!obligations.includes('safe-search')) return;
  const named = namedEngines(steps);
  for (const engine of strict) addSafeSearch(writer, engine, named, notExpressed);
}

/**
 * Chrome does not go on to a block below a redirection that matches and changes nothing. So only what surely is open is
 * redirected, and the hosts of which some page is stopped are left to the judge.
 */
function addSafeSearch(writer: RuleWriter, engine: SearchEngine, named: Named, notExpressed: NotExpressedList): void {
  if (engine.safe === undefined) return;
  const action: DnrAction = {
    type: 'redirect',
    redirect: { transform: { queryTransform: { addOrReplaceParams: [{ key: engine.safe.parameter, value: engine.safe.value }] } } },
  };
  const { open, closed, doubtful } = standingOf(engine, named);
  const what = `strict search at ${engine.id}`;
  if (doubtful) notExpressed.add({ kind: 'safe-search', what, why: 'Pages of it are stopped, and Chrome would open those.', names: 1 });
  if (open.length === 0) return;
  const why = 'Chrome compares names of parameters and paths as they are written, and does not know every country’s address.';
  notExpressed.add({ kind: 'safe-search', what: `${what}, odd spellings`, why, names: 1 });
  const domains = open.includes('') ? {} : { requestDomains: open };
  const condition = { ...domains, ...(closed.length > 0 ? { excludedRequestDomains: closed } : {}) };
  for (const regexFilter of searchPatterns(engine)) {
    if (writer.hasRoom(regexFilter)) writer.add(priorities.obligations, action, { regexFilter, ...condition }, ['main_frame', 'sub_frame']);
    else notExpressed.add({ kind: 'safe-search', what: `${what}, ${regexFilter}`, why: 'Chrome does not take the rule.', names: 1 });
  }
}

/** What the steps say of hosts that could be search engines, looked up once for all of them. */
interface Named {
  readonly stopped: ReadonlySet<string>;
  readonly permitted: ReadonlySet<string>;
  /** Everything that nobody permits is stopped. */
  readonly everything: boolean;
}

function namedEngines(steps: readonly Step[]): Named {
  const stopped = new Set<string>();
  const permitted = new Set<string>();
  let everything = false;
  for (const { stops, reaches } of steps)
    for (const reach of reaches) {
      for (const host of reach.names) if (mayBeEngine(host)) (stops ? stopped : permitted).add(host);
      if (!stops) continue;
      for (const host of reach.alone) if (mayBeEngine(host)) stopped.add(host);
      for (const { host } of reach.paths) if (mayBeEngine(host)) stopped.add(host);
      everything ||= reach.everything;
    }
  return { stopped, permitted, everything };
}

const strict = searchEngines.filter(({ safe }) => safe !== undefined);
const engineHosts = strict.flatMap(({ at }) => ('hosts' in at ? at.hosts : []));
const engineNames = strict.flatMap(({ at }) => ('hosts' in at ? [] : [at.anyCountry]));
const aboveEngines = new Set(engineHosts.flatMap(suffixesOf));
const engineLike = new RegExp(
  `(?:^|\\.)(?:${engineHosts.map((host) => host.replaceAll('.', '\\.')).join('|')}|(?:${engineNames.join('|')})\\.[a-z]{2,}(?:\\.[a-z]{2,})?)$|^[a-z]{2,3}(?:\\.[a-z]{2})?$`,
);
/** Whether a host is an engine, below one, or above one. */
const mayBeEngine = (host: string): boolean => aboveEngines.has(host) || engineLike.test(host);

interface Standing {
  /** Hosts of the engine that are open; `['']` for all of them. */
  readonly open: readonly string[];
  /** Hosts among them that are not. */
  readonly closed: readonly string[];
  readonly doubtful: boolean;
}

function standingOf({ at }: SearchEngine, named: Named): Standing {
  const isNear = (host: string): boolean =>
    'hosts' in at ? at.hosts.some((own) => isWithin(host, own) || isWithin(own, host)) : isCountrysOrAbove(at.anyCountry, host);
  const stopped = [...named.stopped].filter(isNear);
  const permitted = [...named.permitted].filter(isNear);
  const isStopped = (host: string): boolean => stopped.some((one) => isWithin(host, one));
  if ('hosts' in at) {
    const isOpen = (own: string): boolean => !named.everything || permitted.some((one) => isWithin(own, one));
    const open = at.hosts.filter((own) => !isStopped(own) && isOpen(own));
    return { open, closed: stopped.filter((host) => open.some((own) => isWithin(host, own))), doubtful: stopped.length > 0 };
  }
  const open = named.everything ? permitted.filter((host) => !isStopped(host)) : [''];
  return { open, closed: stopped, doubtful: stopped.length > 0 };
}

const isWithin = (host: string, parent: string): boolean => host === parent || host.endsWith(`.${parent}`);
/** Whether a host is `name` under some country’s suffix, something below it, or a suffix. */
const isCountrysOrAbove = (name: string, host: string): boolean =>
  host.startsWith(`${name}.`) || host.includes(`.${name}.`) || /^[a-z]{2,3}(?:\.[a-z]{2})?$/.test(host);

/** Paths in one expression: Chrome takes no more than 2 KB a piece. */
const mostPages = 3;

/** Search pages of an engine. */
function searchPatterns({ at, paths, terms, termInPath }: SearchEngine): string[] {
  const country = '(?:[a-z]{2,3}|com?\\.[a-z]{2})';
  const host =
    'hosts' in at ? '[^/]+' : `(?:(?:${at.labels.filter((label) => label !== '').join('|')})\\.)?${at.anyCountry}\\.${country}(?::\\d+)?`;
  const start = `^https?://${host}`;
  const pages = paths.filter((path) => path !== '/').map((path) => path.slice(1).replaceAll('*', '[^/]+'));
  const patterns: string[] = [];
  for (let at = 0; at < pages.length; at += mostPages)
    patterns.push(`${start}/(?:${pages.slice(at, at + mostPages).join('|')})(?:[/?#]|$)`);
  if (paths.includes('/')) patterns.push(`${start}/\\?(?:.*&)?(?:${terms.join('|')})=[^&#]`);
  if (termInPath) patterns.push(`${start}/[^/.?#]+(?:[?#]|$)`);
  return patterns;
}
