// Steps as Chrome's rules: few rules with many names, never a rule a name.
import { isAddress } from '../engine/host-suffixes.ts';
import ipaddr from 'ipaddr.js';
import { anyAddress, endsAtBoundary, labelsPattern, oddlySpelt, pathPattern, pathPatternOfLabels } from './address-pattern.ts';
import { everyType, type DnrCondition, type DnrRule } from './dnr-rule.ts';
import type { NotExpressedList } from './not-expressed.ts';
import type { Step } from './policy-steps.ts';
import type { PathReach } from './reach.ts';

/** Chrome's limits, with room for rules of others: 1 000 regular expressions and 30 000 rules. */
const mostPatterns = 900;
const mostRules = 25_000;

const nowhere: PathReach = { host: '', path: '', alone: false, anyCase: true };

type Condition = Omit<DnrCondition, 'resourceTypes'>;

export class RuleWriter {
  readonly rules: DnrRule[] = [];
  readonly #isRefused: (pattern: string) => boolean;
  readonly #notExpressed: NotExpressedList;
  #patterns = 0;

  constructor(isRefused: (pattern: string) => boolean, notExpressed: NotExpressedList) {
    this.#isRefused = isRefused;
    this.#notExpressed = notExpressed;
  }

  add(priority: number, action: DnrRule['action'], condition: Condition, resourceTypes = everyType as DnrCondition['resourceTypes']): void {
    if (condition.regexFilter !== undefined) this.#patterns++;
    this.rules.push({ id: this.rules.length + 1, priority, action, condition: { ...condition, resourceTypes } });
  }

  addStep({ stops, reaches }: Step, priority: number): void {
    const action = { type: stops ? 'block' : 'allow' } as const;
    const add = (condition: Condition): void => this.add(priority, action, condition);
    if (reaches.some(({ everything }) => everything)) for (const urlFilter of anyAddress) add({ urlFilter });
    const names = new Set<string>();
    for (const reach of reaches) for (const name of reach.names) names.add(name);
    for (const path of this.#addPaths(
      reaches.flatMap(({ paths }) => paths),
      stops,
      add,
    ))
      names.add(path);
    this.#addAlone(
      reaches.flatMap(({ alone }) => alone),
      stops,
      add,
      names,
    );
    if (names.size > 0) add({ requestDomains: domainsOf(names) });
    for (const reach of reaches) {
      for (const regexFilter of reach.patterns) {
        if (this.hasRoom(regexFilter)) add({ regexFilter });
        else {
          this.#tooMany(`pattern ${regexFilter}`, 1, stops);
          if (!stops) for (const urlFilter of anyAddress) add({ urlFilter });
        }
      }
      for (const edge of reach.edges) this.#notExpressed.add(edge);
    }
    if (!reaches.some(({ edges }) => edges.length > 0)) return;
    this.#listSpellings(stops);
    if (stops) return;
    if (this.hasRoom(oddlySpelt)) add({ regexFilter: oddlySpelt });
    else for (const urlFilter of anyAddress) add({ urlFilter });
  }

  /** Hosts alone, by their number of labels. A permission that is too much for Chrome becomes one for what is below too. */
  #addAlone(hosts: readonly string[], stops: boolean, add: (condition: Condition) => void, wider: Set<string>): void {
    for (const [labels, alike] of grouped(hosts, (host) => host.split('.').length)) {
      const regexFilter = labelsPattern(labels);
      if (this.hasRoom(regexFilter)) add({ regexFilter, requestDomains: domainsOf(new Set(alike)) });
      else {
        this.#tooMany(`${alike.length} names under which strangers register names`, alike.length, stops);
        if (!stops) for (const host of alike) wider.add(host);
      }
    }
  }

  /** Gives the hosts whose permissions had to become ones for all of the host. */
  #addPaths(paths: readonly PathReach[], stops: boolean, add: (condition: Condition) => void): Set<string> {
    const wider = new Set<string>();
    if (paths.length === 0) return wider;
    this.#listSpellings(stops);
    const spelt = new Set<string>();
    for (const alike of grouped(
      paths,
      ({ host, path, alone, anyCase }) => `${alone ? host.split('.').length : ''} ${anyCase} ${path}`,
    ).values()) {
      const [{ host, path, alone, anyCase } = nowhere] = alike;
      const regexFilter = alone ? pathPatternOfLabels(host.split('.').length, path) : pathPattern(path);
      const hosts = new Set(alike.map((one) => one.host));
      // Only a permission reads a percent sign as it stands, and addresses spell those in several ways.
      if (this.hasRoom(regexFilter) && (stops || !path.includes('%'))) {
        add({ regexFilter, requestDomains: domainsOf(hosts), isUrlFilterCaseSensitive: !anyCase });
        for (const one of hosts) spelt.add(one);
      } else if (stops) this.#addPlainPath(alike, add);
      else {
        for (const one of hosts) wider.add(one);
        for (const one of alike) this.#listPath('permitted-path', one, 'Chrome cannot hold it, and the floor opens all of the host.');
      }
    }
    if (stops || spelt.size === 0) return wider;
    if (this.hasRoom(oddlySpelt)) add({ regexFilter: oddlySpelt, requestDomains: domainsOf(spelt) });
    else for (const host of spelt) wider.add(host);
    return wider;
  }

  #addPlainPath(paths: readonly PathReach[], add: (condition: Condition) => void): void {
    for (const one of paths) {
      const plain = !one.alone && !/[*|^]/.test(one.path) && !one.host.includes(':') && this.rules.length < mostRules;
      this.#listPath(
        'stopped-path',
        one,
        plain ? 'Chrome’s plain filter knows no ports: it holds for the usual one only.' : 'Chrome has no rule for it.',
      );
      if (!plain) continue;
      const ends = endsAtBoundary(one.path) ? [''] : ['/', '?', '&', '=', '|'];
      for (const end of ends) add({ urlFilter: `||${one.host}${one.path}${end}` });
    }
  }

  #listPath(kind: 'stopped-path' | 'permitted-path', { host, path }: PathReach, why: string): void {
    this.#notExpressed.add({ kind, what: `${host}${path}`, why, names: 1 });
  }

  #listSpellings(stops: boolean): void {
    const why = stops
      ? 'Chrome compares an address as it is written; one that writes a stopped path in another way is let through.'
      : 'Chrome compares an address as it is written; where a path is permitted, whatever is written in another way is let through.';
    this.#notExpressed.add({
      kind: 'path-spelling',
      what: stops ? 'what is stopped by path or expression' : 'what is permitted by path or expression',
      why,
      names: 1,
    });
  }

  #tooMany(what: string, names: number, stops: boolean): void {
    const why = stops ? 'Chrome has no room for more regular expressions.' : 'Chrome has no room for it, and the floor opens more.';
    this.#notExpressed.add({ kind: 'expression', what, why, names });
  }

  /** Whether Chrome takes one more regular expression, and this one. */
  hasRoom(pattern: string): boolean {
    return this.#patterns < mostPatterns && !this.#isRefused(pattern);
  }
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** As Chrome writes hosts. An IPv4 address can be written as an IPv6 one too, and both reach the same. */
export function domainsOf(hosts: ReadonlySet<string>): string[] {
  const domains: string[] = [];
  for (const host of hosts) {
    const last = host.charCodeAt(host.length - 1);
    const mayBeAddress = host.includes(':') || (last >= 48 && last <= 57);
    if (!mayBeAddress || !isAddress(host)) domains.push(host);
    else if (host.includes(':')) domains.push(`[${host}]`);
    else domains.push(host, ...mappedSpelling(host));
  }
  return domains;
}

function mappedSpelling(host: string): string[] {
  if (!ipaddr.IPv4.isValidFourPartDecimal(host)) return [];
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(host).octets;
  return [`[::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}]`];
}
