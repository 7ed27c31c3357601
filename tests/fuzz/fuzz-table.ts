// Files of tables, deltas and mandatory lists with bytes changed: each is refused in words or answers, and never reads beyond
// itself, throws or hangs. Whoever opens one for real has checked its SHA-256 before; this is for the day that somebody has not.
import type { Random } from '#main/demo/random.ts';
import { MandatoryBuilder } from '#policies/mandatory/mandatory-builder.ts';
import { MandatoryIndex } from '#policies/mandatory/mandatory-index.ts';
import { CategoryTable, noSet } from '#policies/table/category-table.ts';
import { openDelta } from '#policies/table/delta-file.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';
import { mutateJson } from './mutate-json.ts';

const hosts = ['games.example', 'www.games.example', 'play.example', 'a.example', 'x.y.z.example', '192.0.2.1', 'nobody.example'];
const key = [1, 2, 3, 4] as const;

export const fuzzTarget: FuzzTarget = {
  name: 'table',
  once(bytes) {
    // A buffer of its own length: a view beyond it throws.
    const own = bytes.slice();
    const table = CategoryTable.open(own);
    if ('problem' in table) mustBe(table.problem !== '', 'a refusal says why');
    else ask(new ListedNames(table));
    const delta = openDelta(own);
    if ('problem' in delta) mustBe(delta.problem !== '', 'a refusal says why');
    else ask(new ListedNames(whole, [delta]));
    const mandatory = MandatoryIndex.open(own, key);
    if ('problem' in mandatory) return mustBe(mandatory.problem !== '', 'a refusal says why');
    const hasher = new NameHasher(mandatory.seed);
    for (const host of hosts) {
      hasher.read(host);
      mandatory.mayKnow(hasher);
      mustBe((mandatory.find(host, '/p/1?x=2')?.line ?? 0) >= 0, 'a finding has a line');
    }
  },
  change: changedHead,
  seeds: [encodeTable(builder(3).keys()), encodeTable(builder(40).keys()), mandatoryBytes()],
};

const whole = opened(encodeTable(builder(40).keys()));

/** Another head in front of the same columns, which then stand where it says or do not. */
function changedHead(bytes: Uint8Array, random: Random): Uint8Array | null {
  if (bytes.length < headAt) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(8, true);
  const head = mutateJson(new TextDecoder().decode(bytes.subarray(headAt, headAt + length)), 0, random);
  if (head === null) return null;
  const text = new TextEncoder().encode(head);
  const up = (value: number): number => Math.ceil(value / 8) * 8;
  const columns = bytes.subarray(up(headAt + length));
  const changed = new Uint8Array(up(headAt + text.length) + columns.length);
  changed.set(bytes.subarray(0, headAt));
  new DataView(changed.buffer).setUint32(8, text.length, true);
  changed.set(text, headAt);
  changed.set(columns, changed.length - columns.length);
  return changed;
}
/** After what says which kind of file it is, the length of the head and the order of bytes (`writeBinaryFile`). */
const headAt = 16;

function ask(names: ListedNames): void {
  const hasher = new NameHasher(names.seed);
  for (const host of hosts) {
    hasher.read(host);
    for (let i = 0; i < hasher.count; i++) {
      const [hi = 0, lo = 0] = [hasher.hi[i], hasher.lo[i]];
      const set = names.setOf(hi, lo);
      if (set === noSet) continue;
      const listed = names.sets[set];
      mustBe(listed !== undefined, 'a set that is found is known');
      listed.members.forEach(({ list }, position) => {
        mustBe(typeof list.id === 'string', 'a member is a list');
        mustBe(names.lineOf(hi, lo, set, position) >= 0, 'a line is a number');
      });
    }
  }
}

function builder(names: number): TableBuilder {
  const made = new TableBuilder({ a: 17, b: 42 });
  const games = made.list({ id: 'games', name: 'Games', category: 'games' });
  const chat = made.list({ id: 'chat', name: 'Chat', category: 'chat' });
  const line = (list: number, at: number, host: string, path: string | null = null): void =>
    made.add(list, at, { kind: 'host', host, path, below: false });
  line(games, 1, 'games.example');
  line(chat, 1, 'games.example');
  line(games, 2, 'play.example', '/arcade');
  for (let more = 0; more < names; more++) line(more % 2 === 0 ? games : chat, more + 3, `n${more}.example`);
  made.add(games, 90, { kind: 'range', range: '192.0.2.0/24' });
  made.add(games, 91, { kind: 'expression', expression: 'unblocked' });
  return made;
}

function opened(bytes: Uint8Array): CategoryTable {
  const table = CategoryTable.open(bytes);
  if ('problem' in table) throw new Error(table.problem);
  return table;
}

function mandatoryBytes(): Uint8Array {
  const made = new MandatoryBuilder(key, { a: 17, b: 42 });
  const list = made.list({ id: 'operator', name: 'Operator’s list' });
  made.add(list, 1, 'games.example', null, false);
  made.add(list, 2, 'play.example', '/p/1', false);
  return made.encode();
}
