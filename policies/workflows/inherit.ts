// What a group has by the rule of inheritance: its own entry, or that of the nearest group above that has one.
import type { Group, GroupId } from '../model/group.ts';

export interface Inherited<V> {
  readonly value: V;
  /** The group whose entry it is. */
  readonly from: GroupId;
}

/** `null` where neither the group nor any above it has an entry. `entryOf` tells a group's own. */
export function inherited<V>(groups: readonly Group[], id: GroupId, entryOf: (group: GroupId) => V | undefined): Inherited<V> | null {
  const seen = new Set<GroupId>();
  for (let at: GroupId | null = id; at !== null && !seen.has(at);) {
    const value = entryOf(at);
    if (value !== undefined) return { value, from: at };
    seen.add(at);
    const here: GroupId = at;
    at = groups.find((group) => group.id === here)?.parent ?? null;
  }
  return null;
}

/** A record's own entry: a school's ids are never read from `Object.prototype`. */
export function ownEntry<V>(record: Readonly<Record<string, V>> | undefined, key: string): V | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
