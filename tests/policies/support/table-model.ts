// What a table must say, worked out without hashes.
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { isPublicSuffix } from '#policies/engine/host-suffixes.ts';
import { noSet } from '#policies/table/category-table.ts';
import type { ListedNames } from '#policies/table/listed-names.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { stopSpellings } from '#policies/table/path-prefixes.ts';
import { anyLine } from '#tests/policies/support/any-address.ts';
import { itemsOf, type LinedList } from '#tests/policies/support/imported.ts';

/** What a table says of a name: `list:line`, with `!` where the list means the name alone; and whether paths of it are listed. */
export function saidOf(names: ListedNames, host: string, path: string | null = null): string[] {
  const hasher = new NameHasher(names.seed);
  hasher.read(host);
  const whole = hasher.count - 1;
  let [hi = 0, lo = 0] = [hasher.hi[whole], hasher.lo[whole]];
  if (path !== null) {
    hasher.beginPath(whole);
    hasher.pathStep(path, 0, path.length);
    [hi, lo] = [hasher.pathHi, hasher.pathLo];
  }
  const set = names.setOf(hi, lo);
  if (set === noSet) return [];
  const { members = [], paths = 0 } = names.sets[set] ?? {};
  const lists = members.map(({ list, alone }, position) => `${list.id}:${names.lineOf(hi, lo, set, position)}${alone ? '!' : ''}`);
  return [...lists, ...(paths === 0 ? [] : [`paths ${paths}`])].sort();
}

/** The same without hashes: name → what is said of it. */
export function modelOf(lists: readonly LinedList[]): Map<string, string[]> {
  const lines = new Map<string, Map<string, number>>();
  const paths = new Map<string, number>();
  const at = (name: string): Map<string, number> => lines.get(name) ?? lines.set(name, new Map()).get(name) ?? new Map();
  for (const { id, lines: texts } of lists)
    for (const [index, text] of texts.entries())
      for (const item of itemsOf(text)) {
        if (item.kind !== 'host') continue;
        const alone = !item.below && isPublicSuffix(item.host);
        if (item.path !== null) paths.set(item.host, (paths.get(item.host) ?? 0) | (alone ? 1 : 2));
        for (const name of item.path === null ? [item.host] : stopSpellings(item.path).map((path) => `${item.host} ${path}`)) {
          const member = `${id}${alone ? '!' : ''}`;
          at(name).set(member, Math.min(at(name).get(member) ?? Infinity, index + 1));
        }
      }
  return new Map(
    [...new Set([...lines.keys(), ...paths.keys()])].map((name) => {
      const members = [...(lines.get(name) ?? [])].filter(
        ([member]) => !member.endsWith('!') || lines.get(name)?.has(member.slice(0, -1)) !== true,
      );
      const told = members.map(([member, line]) => `${member.replace('!', '')}:${line}${member.endsWith('!') ? '!' : ''}`);
      return [name, [...told, ...(paths.has(name) ? [`paths ${paths.get(name)}`] : [])].sort()];
    }),
  );
}

const anyList = fc.record({
  id: fc.constantFrom('one', 'two', 'three', 'four'),
  category: fc.constant('games'),
  lines: fc.array(anyLine, { maxLength: 10 }),
});
export const anyLists = fc.uniqueArray(anyList, { selector: ({ id }) => id, minLength: 1, maxLength: 4 });

const probes = ['a.example', 'b.a.example', 'example', 'github.io', 'x.github.io', '192.0.2.1', '2001:db8::1', 'other.example', 'local'];

export function expectSame(names: ListedNames, lists: readonly LinedList[]): void {
  const model = modelOf(lists);
  for (const [name, said] of model) {
    const [host = '', path = null] = name.split(' ');
    expect(saidOf(names, host, path), name).toEqual(said);
  }
  for (const host of probes) expect(saidOf(names, host), host).toEqual(model.get(host) ?? []);
}
