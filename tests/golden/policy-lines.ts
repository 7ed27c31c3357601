// The policy lines of a corpus: how a school differs from a new one.
import type { CategoryList } from '#policies/contracts/bundle.ts';
import { weekdays, type PolicyDocument, type Schedule, type Weekday } from '#policies/contracts/policy-document.ts';
import { parseDomainList } from '#policies/lists/parse-list.ts';
import { categoryEffects, type CategoryEffect } from '#policies/model/effect.ts';
import type { GroupKind } from '#policies/model/group.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Subject } from '#policies/model/subject.ts';
import { instantAt } from '#policies/workflows/lesson-window.ts';
import { effectOf } from '#tests/golden/effect-word.ts';

/** A list that is compiled: what it said at first, and after each change. Entries by line, from 1; removed ones leave a gap. */
export interface ImportedList {
  readonly id: string;
  readonly category: string;
  readonly states: readonly ReadonlyMap<string, number>[];
}

type Form = readonly [RegExp, (...parts: (string | undefined)[]) => void];

export class PolicyLines {
  policy: PolicyDocument;
  lists: CategoryList[];
  imported: ImportedList[] = [];
  keyed: { readonly id: string; readonly entries: readonly string[] }[] = [];
  readonly people = new Map<string, Subject>();

  constructor(policy: PolicyDocument, lists: readonly CategoryList[]) {
    this.policy = policy;
    this.lists = [...lists];
  }

  read(line: string): void {
    for (const [form, read] of this.#forms) {
      const found = form.exec(line);
      if (found !== null) return read(...found.slice(1));
    }
    throw new Error('This is no policy line that the corpus knows.');
  }

  readonly moment = (text: string): number => {
    const [date = '', time = ''] = text.split(' ');
    // `01:30Z` is Greenwich time, for the hour that clocks show twice.
    const at = time.endsWith('Z') ? instantAt(date, time.slice(0, -1), 'UTC') : instantAt(date, time, this.policy.timeZone);
    if (at === null) throw new Error(`“${text}” is no date and time.`);
    return at;
  };

  readonly #forms: readonly Form[] = [
    [/^(class|year|age-band) (\S+) in (\S+)$/, (kind, id = '', parent = '') => this.#addGroup(kind as GroupKind, id, parent)],
    [
      /^(\S+) is in (.+)$/,
      (name = '', groups = '') => void this.people.set(name, { id: name.toLowerCase(), groups: groups.split(/,\s*/) }),
    ],
    [/^(\S+) is not known$/, (name = '') => void this.people.set(name, { id: 'unknown', groups: [] })],
    [/^list (\S+): (.+)$/, (category = '', entries = '') => this.#addList(category, entries)],
    [
      /^own list (\S+): (.+)$/,
      (id = '', entries = '') => this.#change({ lists: [...(this.policy.lists ?? []), { id, name: id, entries: entries.split(' ') }] }),
    ],
    [
      /^imported (\S+) of (\S+): (.+)$/,
      (id = '', category = '', entries = '') => {
        this.imported.push({ id, category, states: [new Map(entries.split(' ').map((entry, index) => [entry, index + 1]))] });
      },
    ],
    [/^changed (\S+): (.+)$/, (id = '', changes = '') => this.#changeImported(id, changes)],
    [/^keyed (\S+): (.+)$/, (id = '', entries = '') => void this.keyed.push({ id, entries: entries.split(' ') })],
    [
      /^grid: (\S+) (\S+) (\S+)$/,
      (group = '', category = '', effect = '') => {
        const row = { ...this.policy.grid[group], [category]: categoryEffectOf(effect) };
        this.#change({ grid: { ...this.policy.grid, [group]: row } });
      },
    ],
    [
      /^no grid: (\S+) (\S+)$/,
      (group = '', category = '') =>
        this.#change({ grid: { ...this.policy.grid, [group]: without(this.policy.grid[group] ?? {}, category) } }),
    ],
    [/^no grid: (\S+)$/, (group = '') => this.#change({ grid: without(this.policy.grid, group) })],
    [
      /^unknown sites: (\S+) (allow|warn|block)$/,
      (group = '', effect = '') => this.#change({ unknownSites: { ...this.policy.unknownSites, [group]: effectOf(effect) } }),
    ],
    [/^no unknown sites: (\S+)$/, (group = '') => this.#change({ unknownSites: without(this.policy.unknownSites, group) })],
    [
      /^obligations: (\S+) (none|safe-search|video-restriction|both)$/,
      (group = '', which) => {
        const own = {
          safeSearch: which === 'safe-search' || which === 'both',
          videoRestriction: which === 'video-restriction' || which === 'both',
        };
        this.#change({ obligations: { ...this.policy.obligations, [group]: own } });
      },
    ],
    [/^no obligations: (\S+)$/, (group = '') => this.#change({ obligations: without(this.policy.obligations, group) })],
    [
      /^(term|closed) (\S+): (\S+) to (\S+)$/,
      (kind, name = '', from = '', to = '') => this.#addDays(kind === 'term' ? 'terms' : 'closed', { name, from, to }),
    ],
    [
      /^schedule (\S+): (.+)$/,
      (id = '', text = '') =>
        this.#change({ schedules: [...(this.policy.schedules ?? []).filter((one) => one.id !== id), scheduleOf(id, text)] }),
    ],
    [
      /^timed (\S+): (\S+) (\S+) (\S+)$/,
      (schedule = '', group = '', category = '', effect = '') =>
        this.#change({ timed: [...(this.policy.timed ?? []), { schedule, group, category, effect: categoryEffectOf(effect) }] }),
    ],
    [/^unread: (\S+)$/, (host = '') => this.#change({ passThrough: [...this.policy.passThrough, host] })],
    [/^zone (\S+)$/, (timeZone = '') => this.#change({ timeZone })],
    [
      /^(decision|school|group) (\S+): (allow|warn|block) (.+?) for (\S+)(?: during (\S+))?(?: from (\S+ \S+))?(?: until (\S+ \S+))?$/,
      (...parts) => this.#addRule(parts),
    ],
  ];

  #change(change: Partial<PolicyDocument>): void {
    this.policy = { ...this.policy, ...change };
  }

  #addGroup(kind: GroupKind, id: string, parent: string): void {
    this.#change({ groups: [...this.policy.groups, { id, name: id.toUpperCase(), kind, parent }] });
  }

  #addDays(part: 'terms' | 'closed', span: { name: string; from: string; to: string }): void {
    const calendar = this.policy.calendar ?? { terms: [], closed: [] };
    this.#change({ calendar: { ...calendar, [part]: [...calendar[part], span] } });
  }

  #addList(category: string, entries: string): void {
    const same = this.lists.filter(({ id }) => id.startsWith(`corpus-${category}`)).length;
    const id = same === 0 ? `corpus-${category}` : `corpus-${category}-${same + 1}`;
    const { list, problems } = parseDomainList(entries.split(' ').join('\n'), { id, name: `Corpus ${category}`, category });
    if (problems[0] !== undefined) throw new Error(problems[0].problem);
    this.lists = [...this.lists, list];
  }

  #changeImported(id: string, changes: string): void {
    const list = this.imported.find((one) => one.id === id);
    if (list === undefined) throw new Error(`No list ${id} is imported.`);
    const after = new Map(list.states.at(-1));
    let last = Math.max(...list.states.flatMap((state) => [...state.values()]));
    for (const [, sign, entry = ''] of changes.matchAll(/([+-]) (\S+)/g)) {
      if (sign === '+') after.set(entry, ++last);
      else if (!after.delete(entry)) throw new Error(`${entry} is not on ${id}.`);
    }
    this.imported = this.imported.map((one) => ({ ...one, states: [...one.states, (one === list ? after : one.states.at(-1)) ?? after] }));
  }

  #addRule([layer, id = '', effect = '', what = '', audience = '', schedule, from, until]: (string | undefined)[]): void {
    const rule: Rule = {
      id,
      layer: layer === 'decision' || layer === 'school' ? layer : 'group',
      effect: effectOf(effect),
      match: matchOf(what),
      audience: this.people.has(audience) ? `person:${this.people.get(audience)?.id}` : audience,
      from: from === undefined ? null : this.moment(from),
      until: until === undefined ? null : this.moment(until),
      ...(schedule === undefined ? {} : { schedule }),
      origin: { kind: 'built-in', name: `Golden corpus, ${id}` },
      reason: null,
    };
    this.#change({ rules: [...this.policy.rules, rule] });
  }
}

function categoryEffectOf(word: string): CategoryEffect {
  const effect = categoryEffects.find((one) => one === word);
  if (effect === undefined) throw new Error(`“${word}” is no effect that a category can have.`);
  return effect;
}

/** `mon-fri 13:00-13:45 on school days off-site`, any part of it. */
function scheduleOf(id: string, text: string): Schedule {
  const found =
    /^((?:mon|tue|wed|thu|fri|sat|sun)\S*)? ?(\d\d:\d\d-\d\d:\d\d|periods [\w,]+)? ?(on school days|on other days)? ?(on-site|off-site)?$/.exec(
      text,
    );
  if (found === null) throw new Error('A schedule reads: days, time or periods, on school days, off-site.');
  const [days, time, on, place] = found.slice(1);
  const [from, to] = time?.includes(':') === true ? time.split('-') : [];
  return {
    id,
    name: id,
    ...(days === undefined ? {} : { days: daysOf(days) }),
    ...(time?.startsWith('periods ') === true ? { periods: time.slice('periods '.length).split(',') } : {}),
    ...(from === undefined || to === undefined ? {} : { from, to }),
    ...(on === undefined ? {} : { on: on === 'on school days' ? ('school-days' as const) : ('other-days' as const) }),
    ...(place === 'on-site' || place === 'off-site' ? { place } : {}),
  };
}

function daysOf(text: string): Weekday[] {
  const [first, last] = text.split('-').map((day) => weekdays.findIndex((one) => one === day));
  if (first !== undefined && last !== undefined) return weekdays.slice(first, last + 1);
  return text.split(',').map((day) => {
    const found = weekdays.find((one) => one === day);
    if (found === undefined) throw new Error(`“${day}” is no weekday.`);
    return found;
  });
}

function matchOf(what: string): Rule['match'] {
  if (what === 'everything') return { kind: 'any' };
  const [kind, name] = /^(category|list|range|video) (\S+)$/.exec(what)?.slice(1) ?? [];
  if (kind === 'category' && name !== undefined) return { kind, category: name };
  if (kind === 'list' && name !== undefined) return { kind, list: name };
  if (kind === 'range' && name !== undefined) return { kind, range: name };
  if (kind === 'video' && name !== undefined) return { kind, video: name };
  const expression = /^expression \/(.+)\/$/.exec(what)?.[1];
  if (expression !== undefined) return { kind: 'expression', expression };
  const below = what.startsWith('*.') ? ({ below: true } as const) : {};
  const address = what.replace(/^\*\./, '');
  const slash = address.indexOf('/');
  return slash === -1
    ? { kind: 'host', host: address, path: null, ...below }
    : { kind: 'host', host: address.slice(0, slash), path: address.slice(slash), ...below };
}

function without<V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> {
  if (!Object.hasOwn(record, key)) throw new Error(`There is no ${key}.`);
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));
}
