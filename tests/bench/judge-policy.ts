// A school's whole policy in force, as large as one gets: the starter policy with classes, 200 rules of every kind, terms,
// schedules, timed entries, own lists, and mandatory lists of ten thousand addresses.
import { compileBundle } from '#policies/bundle/compile.ts';
import type { Bundle } from '#policies/contracts/bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { MandatoryBuilder } from '#policies/mandatory/mandatory-builder.ts';
import { MandatoryIndex } from '#policies/mandatory/mandatory-index.ts';
import { effects } from '#policies/model/effect.ts';
import type { Group } from '#policies/model/group.ts';
import type { Match, Rule } from '#policies/model/rule.ts';
import type { Subject } from '#policies/model/subject.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { HashSeed } from '#policies/table/name-hash.ts';
import { syntheticNames } from './synthetic-names.ts';

/** Thursday 5 November 2026, 11:30 in London: a lesson. */
export const thursday = Date.UTC(2026, 10, 5, 11, 30);

const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
const classes: readonly Group[] = Array.from({ length: 13 }, (_, index) => index + 1).flatMap((year) =>
  letters.map((letter): Group => ({
    id: `${year}${letter}`,
    name: `${year}${letter.toUpperCase()}`,
    kind: 'class',
    parent: `year-${year}`,
  })),
);

/** A thousand people in their classes, and some who are in none. */
export const people: readonly Subject[] = Array.from({ length: 1_000 }, (_, number) => ({
  id: `person-${number}`,
  groups: number % 50 === 0 ? ['staff'] : number % 97 === 0 ? [] : [classes[number % classes.length]?.id ?? 'unknown'],
}));

const audiences = ['everyone', 'ks2', 'ks3', 'ks4', 'sixth-form', 'staff', 'year-8', '8b', '10c', 'person:person-7'];

function rules(hosts: readonly string[]): Rule[] {
  const match = (number: number): Match => {
    const host = hosts[number % hosts.length] ?? 'example.org';
    if (number % 40 === 0) return { kind: 'category', category: number % 80 === 0 ? 'video' : 'forums' };
    if (number % 50 === 1) return { kind: 'range', range: `198.51.${number % 256}.0/24` };
    if (number % 50 === 2) return { kind: 'expression', expression: `unblocked-?games-?${number}` };
    if (number % 50 === 3) return { kind: 'list', list: 'homework' };
    return { kind: 'host', host, path: number % 3 === 0 ? `/pages/${number}` : null };
  };
  return Array.from({ length: 200 }, (_, number): Rule => {
    const day = 86_400_000;
    return {
      id: `rule-${number}`,
      layer: number % 5 === 0 ? 'decision' : number % 2 === 0 ? 'school' : 'group',
      effect: effects[number % effects.length] ?? 'block',
      match: match(number),
      audience: audiences[number % audiences.length] ?? 'everyone',
      from: number % 7 === 0 ? thursday - day * (number % 30) : null,
      until: number % 7 === 0 ? thursday + day * (number % 30) + 3_600_000 : null,
      ...(number % 9 === 0 ? { schedule: 'lunch' } : {}),
      origin: { kind: 'policy', name: `Benchmark rule ${number}` },
      reason: null,
    };
  });
}

export function schoolPolicy(popular: readonly string[]): PolicyDocument {
  return {
    ...starterPolicy,
    groups: [...starterPolicy.groups, ...classes],
    calendar: {
      terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }],
      closed: [{ name: 'Half term', from: '2026-10-26', to: '2026-10-30' }],
    },
    schedules: [
      { id: 'lunch', name: 'Lunch', on: 'school-days', periods: ['lunch'] },
      { id: 'evening', name: 'Evening', from: '18:00', to: '22:00' },
      { id: 'at-home', name: 'At home', place: 'off-site' },
    ],
    timed: [
      { schedule: 'lunch', group: 'ks4', category: 'games', effect: 'warn' },
      { schedule: 'evening', group: 'sixth-form', category: 'social-media', effect: 'allow' },
      { schedule: 'at-home', group: 'ks3', category: 'chat', effect: 'block-unless-approved' },
    ],
    lists: [{ id: 'homework', name: 'Homework', entries: popular.slice(300, 400) }],
    // Of the middle of the popular sites, so that some requests meet a rule and most do not.
    rules: rules(popular.slice(400, 600)),
    passThrough: ['bank.example', 'health.example'],
  };
}

export function bundleOf(policy: PolicyDocument, number: number): Bundle {
  const compiled = compileBundle({ school: 'greenfield', number, madeAt: 0, policy, lists: [], phraseLists: [] });
  if (!compiled.ok) throw new Error(compiled.problems.map((problem) => JSON.stringify(problem)).join('\n'));
  return compiled.bundle;
}

/** Mandatory lists of addresses that nobody asks for: what they cost everybody else. Names are hashed with the seed of the tables. */
export function mandatoryLists(seed: HashSeed): MandatoryIndex[] {
  const key = [1, 2, 3, 4] as const;
  const builder = new MandatoryBuilder(key, seed);
  const list = builder.list({ id: 'operator', name: 'Operator’s list' });
  let line = 0;
  for (const name of syntheticNames(10_000, 6)) builder.add(list, ++line, name, line % 2 === 0 ? `/p/${line}` : null, false);
  const index = MandatoryIndex.open(builder.encode(), key);
  if ('problem' in index) throw new Error(index.problem);
  return [index];
}
