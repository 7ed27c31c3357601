// What is remembered of a host is of that host, and of one that was asked for twice.
import { expect, test } from 'vitest';
import { keyOfNames, KnownHosts, noFacts } from '#policies/engine/host-facts.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { seed } from '#tests/policies/support/imported.ts';

const hasherOf = (host: string): NameHasher => {
  const hasher = new NameHasher(seed);
  hasher.read(host);
  return hasher;
};
const closed = () => ({ ...noFacts(), closed: true });

test('a host is remembered when it is asked for the second time, and not before', () => {
  const known = new KnownHosts();
  const host = hasherOf('www.a.example');
  expect(known.of(host)).toBeUndefined();
  known.keep(host, closed());
  expect(known.of(host)).toBeUndefined();
  known.keep(host, closed());
  expect(known.of(host)).toEqual({ ...closed(), host: 'www.a.example' });
});

test('what is remembered is a copy', () => {
  const known = new KnownHosts();
  const host = hasherOf('a.example');
  const facts = closed();
  known.keep(host, facts);
  known.keep(host, facts);
  facts.closed = false;
  expect(known.of(host)?.closed).toBe(true);
});

test('ten thousand hosts are told apart', () => {
  const known = new KnownHosts();
  const hosts = Array.from({ length: 10_000 }, (_, number) => `host-${number}.example`);
  for (const [number, name] of hosts.entries()) {
    const host = hasherOf(name);
    for (let time = 0; time < 2; time++) known.keep(host, { ...noFacts(), at: number });
    expect(known.of(host)?.at).toBe(number);
  }
  const remembered = hosts.filter((name) => known.of(hasherOf(name)) !== undefined);
  for (const name of remembered) expect(hosts[known.of(hasherOf(name))?.at ?? -1]).toBe(name);
  // Of 10 000 in 8192 places about 5 800 are the last in theirs.
  expect(remembered.length).toBeGreaterThan(4_000);
  expect(remembered.length).toBeLessThanOrEqual(8_192);
});

test('a host with the hash of another is not taken for it', () => {
  const known = new KnownHosts();
  const one = hasherOf('a.example');
  known.keep(one, closed());
  known.keep(one, closed());
  const other = hasherOf('b.example');
  other.hi.set(one.hi);
  other.lo.set(one.lo);
  expect(known.of(other)).toBeUndefined();
});

test('a host that shares the place of another but not its hash neither finds nor ousts it at once', () => {
  const known = new KnownHosts();
  const one = hasherOf('a.example');
  known.keep(one, closed());
  known.keep(one, closed());
  const other = hasherOf('b.example');
  other.lo.set(one.lo);
  expect(known.of(other)).toBeUndefined();
  known.keep(other, closed());
  expect(known.of(other)).toBeUndefined();
});

test('names of lists and rules make a key of their own', () => {
  const hit = (number: number, whole: boolean) => ({ number, whole, set: { members: [], paths: 0 }, lineOf: () => 1 });
  const name = (of: string, below: boolean) => ({ name: of, below, rules: [] });
  const keys = [
    keyOfNames([], []),
    keyOfNames([hit(1, true)], []),
    keyOfNames([hit(1, false)], []),
    keyOfNames([hit(2, false)], []),
    keyOfNames([hit(2, true)], []),
    keyOfNames([hit(1, false), hit(2, false)], []),
    keyOfNames([hit(12, false)], []),
    keyOfNames([], [name('a', true)]),
    keyOfNames([], [name('a', false)]),
    keyOfNames([hit(1, true)], [name('a', false)]),
  ];
  expect(keys[0]).toBe('');
  expect(new Set(keys).size).toBe(keys.length);
});
