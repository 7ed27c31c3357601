// What differs between two versions of a policy, one line a difference, in words that a committee can check before it says yes.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { CategoryEffect } from '../model/effect.ts';
import { categoryById } from '../vocabulary/categories.ts';
import { effectWords } from '../words/effect-words.ts';
import { scheduleWords } from '../words/schedule-words.ts';
import { lessonChanges } from './lesson-changes.ts';
import { monitoringChanges } from './monitoring-changes.ts';
import { pageChanges } from './page-changes.ts';

export interface PolicyChange {
  readonly part: keyof PolicyDocument;
  readonly words: string;
}

/** Empty when the two mean the same. In the order of the document's parts. */
export function policyChanges(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  const groupName = (id: string): string => [...after.groups, ...before.groups].find((group) => group.id === id)?.name ?? id;
  const changes: PolicyChange[] = [];
  const say = (part: keyof PolicyDocument, lines: readonly string[]): void => {
    for (const words of lines) changes.push({ part, words });
  };
  if (before.timeZone !== after.timeZone) say('timeZone', [`Time zone: ${after.timeZone} (was ${before.timeZone}).`]);
  const languages = [before, after].map((policy) => (policy.languages ?? ['en']).join(', '));
  if (languages[0] !== languages[1]) say('languages', [`Languages: ${languages[1]} (was ${languages[0]}).`]);
  say(
    'periods',
    itemLines('Period', before.periods, after.periods, ({ name, from, to }) => `${name}, ${from} to ${to}`),
  );
  for (const part of ['terms', 'closed'] as const) {
    const spans = (policy: PolicyDocument) => (policy.calendar?.[part] ?? []).map((span) => ({ ...span, id: `${span.name} ${span.from}` }));
    say(
      'calendar',
      itemLines(part === 'terms' ? 'Term' : 'Closed', spans(before), spans(after), ({ name, from, to }) => `${name}, ${from} to ${to}`),
    );
  }
  say(
    'schedules',
    itemLines('Schedule', before.schedules ?? [], after.schedules ?? [], (one) => {
      const { periods } = (after.schedules ?? []).includes(one) ? after : before;
      return `${one.name}: ${scheduleWords(one, periods)}`;
    }),
  );
  say(
    'groups',
    itemLines(
      'Group',
      before.groups,
      after.groups,
      ({ name, kind, parent }) => `${name} (${kind}${parent === null ? '' : `, below ${groupName(parent)}`})`,
    ),
  );
  say('grid', gridLines(before, after, groupName));
  say('timed', timedLines(before, after, groupName));
  say(
    'unknownSites',
    rowLines(
      before.unknownSites,
      after.unknownSites,
      (id) => `${groupName(id)}, sites on no list`,
      (effect) => effectWords[effect],
    ),
  );
  say(
    'obligations',
    rowLines(before.obligations, after.obligations, groupName, ({ safeSearch, videoRestriction }) => {
      const forced = (on: boolean): string => (on ? 'forced' : 'not forced');
      return `safe search ${forced(safeSearch)}, restricted video ${forced(videoRestriction)}`;
    }),
  );
  say('lists', listLines(before.lists ?? [], after.lists ?? []));
  say(
    'rules',
    itemLines(
      'Rule',
      before.rules,
      after.rules,
      (rule) =>
        `${rule.effect} ${matchWords(rule.match)}${rule.embedded ? ` within pages of ${rule.embedded.join(', ')}` : ''} for ${groupName(rule.audience)} (${rule.id})`,
    ),
  );
  say('passThrough', setLines('Relayed unread', before.passThrough, after.passThrough));
  say('pages', pageChanges(before, after, groupName));
  say('lessons', lessonChanges(before, after));
  say('monitoring', monitoringChanges(before, after, groupName));
  return changes;
}

const inherited = 'as for the group above';

function gridLines(before: PolicyDocument, after: PolicyDocument, groupName: (id: string) => string): string[] {
  const said = (effect: CategoryEffect | undefined): string => (effect === undefined ? inherited : effectWords[effect]);
  return keysOf(before.grid, after.grid).flatMap((group) => {
    const [was, is] = [own(before.grid, group) ?? {}, own(after.grid, group) ?? {}];
    return keysOf(was, is)
      .filter((category) => own(was, category) !== own(is, category))
      .map((category) => {
        const name = categoryById(category)?.name ?? category;
        return `${name}, ${groupName(group)}: ${said(own(is, category))} (was ${said(own(was, category))}).`;
      });
  });
}

function timedLines(before: PolicyDocument, after: PolicyDocument, groupName: (id: string) => string): string[] {
  const rows = (policy: PolicyDocument) =>
    (policy.timed ?? []).map((entry) => ({ ...entry, id: `${entry.schedule} ${entry.group} ${entry.category}` }));
  const scheduleName = (id: string): string =>
    [...(after.schedules ?? []), ...(before.schedules ?? [])].find((schedule) => schedule.id === id)?.name ?? id;
  return itemLines('Timed entry', rows(before), rows(after), ({ schedule, group, category, effect }) => {
    const name = categoryById(category)?.name ?? category;
    return `${name}, ${groupName(group)}: ${effectWords[effect]} while “${scheduleName(schedule)}”`;
  });
}

function rowLines<V>(
  before: Readonly<Record<string, V>>,
  after: Readonly<Record<string, V>>,
  name: (id: string) => string,
  words: (value: V) => string,
): string[] {
  return keysOf(before, after).flatMap((id) => {
    const [was, is] = [before, after].map((rows) => {
      const value = own(rows, id);
      return value === undefined ? inherited : words(value);
    });
    return was === is ? [] : [`${name(id)}: ${is} (was ${was}).`];
  });
}

function listLines(before: NonNullable<PolicyDocument['lists']>, after: NonNullable<PolicyDocument['lists']>): string[] {
  const names = itemLines('List', before, after, ({ name }) => name);
  const entries = after.flatMap(({ id, name, entries: is }) => {
    const was = before.find((list) => list.id === id)?.entries;
    return was === undefined && is.length === 0 ? [] : setLines(`List “${name}”`, was ?? [], is);
  });
  return [...names, ...entries];
}

/** Lines for things that have an id: new, taken out, or other than before. */
function itemLines<T extends { readonly id: string }>(
  what: string,
  before: readonly T[],
  after: readonly T[],
  words: (item: T) => string,
): string[] {
  const was = new Map(before.map((item) => [item.id, item]));
  const is = new Set(after.map((item) => item.id));
  const gone = before.filter((item) => !is.has(item.id)).map((item) => `${what} taken out: ${words(item)}.`);
  const there = after.flatMap((item) => {
    const old = was.get(item.id);
    if (old === undefined) return [`${what} added: ${words(item)}.`];
    if (same(old, item)) return [];
    const [now, then] = [words(item), words(old)];
    return [now === then ? (what === 'List' ? '' : `${what} changed: ${now}.`) : `${what} changed: ${now} (was ${then}).`].filter(Boolean);
  });
  return [...gone, ...there];
}

const mostNamed = 5;

function setLines(what: string, before: readonly string[], after: readonly string[]): string[] {
  const [was, is] = [new Set(before), new Set(after)];
  const line = (verb: string, entries: readonly string[]): string[] => {
    if (entries.length === 0) return [];
    const rest = entries.length - mostNamed;
    return [`${what}: ${entries.length} ${verb} (${entries.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}).`];
  };
  return [
    ...line(
      'added',
      [...is].filter((one) => !was.has(one)),
    ),
    ...line(
      'taken out',
      [...was].filter((one) => !is.has(one)),
    ),
  ];
}

function matchWords(match: PolicyDocument['rules'][number]['match']): string {
  switch (match.kind) {
    case 'any':
      return 'every site';
    case 'host':
      return `${match.host}${match.path ?? ''}`;
    case 'category':
      return categoryById(match.category)?.name ?? match.category;
    case 'list':
      return `the list “${match.list}”`;
    case 'range':
      return match.range;
    case 'expression':
      return `addresses with “${match.expression}”`;
    case 'video':
      return `the video ${match.video}`;
    case 'channel':
      return `the channel ${match.channel}`;
  }
}

function keysOf(...records: readonly object[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Equal as documents: the order of an object's keys does not count. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [Object.entries(a), Object.entries(b)].map((entries) => new Map(entries.filter(([, value]) => value !== undefined))) as [
    Map<string, unknown>,
    Map<string, unknown>,
  ];
  return x.size === y.size && [...x].every(([key, value]) => y.has(key) && same(value, y.get(key)));
}
