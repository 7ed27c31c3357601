// What the imported and keyed lists of a corpus come to: bytes, as they travel, and opened, as the judge asks them.
import { hash } from 'node:crypto';
import { compileBundle } from '#policies/bundle/compile.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import { createJudge, type Holdings, type Judge } from '#policies/engine/judge.ts';
import { readDomains } from '#policies/lists/read-domains.ts';
import type { ListItem } from '#policies/lists/list-item.ts';
import { MandatoryBuilder } from '#policies/mandatory/mandatory-builder.ts';
import { MandatoryIndex } from '#policies/mandatory/mandatory-index.ts';
import type { SipKey } from '#policies/mandatory/sip-hash.ts';
import { CategoryTable } from '#policies/table/category-table.ts';
import { encodeDelta, openDelta } from '#policies/table/delta-file.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import type { TableKeys } from '#policies/table/table-keys.ts';
import type { Corpus } from '#tests/golden/corpus.ts';

const seed = { a: 0x1badcafe, b: 0x5eedbed };
export const corpusKey: SipKey = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];

export interface CorpusMaterial {
  readonly kind: Material['kind'];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** In the order in which they apply. */
export function materialsOf({ imported, keyed }: Corpus): CorpusMaterial[] {
  const materials: CorpusMaterial[] = [];
  const states = imported[0]?.states.length ?? 0;
  let before: TableKeys | null = null;
  let base = '';
  for (let state = 0; state < states; state++) {
    const keys = keysAt(imported, state);
    const bytes = before === null ? encodeTable(keys) : encodeDelta(before, keys, base)?.bytes;
    if (bytes === undefined) throw new Error('These changes cannot be told as a delta.');
    materials.push({ kind: before === null ? 'table' : 'delta', bytes });
    if (before === null) base = hash('sha256', bytes, 'hex');
    before = keys;
  }
  for (const { id, entries } of keyed) {
    const builder = new MandatoryBuilder(corpusKey, seed);
    const list = builder.list({ id, name: id.toUpperCase() });
    for (const [index, entry] of entries.entries())
      for (const item of itemsOf(entry)) if (item.kind === 'host') builder.add(list, index + 1, item.host, item.path, item.below);
    materials.push({ kind: 'mandatory', bytes: builder.encode() });
  }
  return materials;
}

export function holdingsOf(corpus: Corpus): Holdings {
  const materials = materialsOf(corpus);
  const opened = <T>(kind: Material['kind'], open: (bytes: Uint8Array) => T | { problem: string }): T[] =>
    materials
      .filter((one) => one.kind === kind)
      .map(({ bytes }) => {
        const one = open(bytes);
        if (typeof one === 'object' && one !== null && 'problem' in one) throw new Error(one.problem);
        return one;
      });
  const [table] = opened('table', (bytes) => CategoryTable.open(bytes));
  const deltas = opened('delta', openDelta);
  return {
    names: table === undefined ? null : new ListedNames(table, deltas),
    mandatory: opened('mandatory', (bytes) => MandatoryIndex.open(bytes, corpusKey)),
    phraseLists: [],
  };
}

/** The engine with the whole policy of a corpus. Throws what the compiler finds wrong with it. */
export function judgeOfCorpus(corpus: Corpus): Judge {
  const { policy, lists } = corpus;
  const compiled = compileBundle({ school: 'greenfield', number: 1, madeAt: 0, policy, lists: [...lists], phraseLists: [] });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  return createJudge(compiled.bundle, holdingsOf(corpus));
}

function keysAt(imported: Corpus['imported'], state: number): TableKeys {
  const builder = new TableBuilder(seed);
  for (const { id, category, states } of imported) {
    const list = builder.list({ id, name: id, category });
    for (const [entry, line] of states[state] ?? []) for (const item of itemsOf(entry)) builder.add(list, line, item);
  }
  return builder.keys();
}

function itemsOf(entry: string): readonly ListItem[] {
  const read = readDomains(entry);
  if ('problem' in read) throw new Error(`${entry}: ${read.problem}`);
  return read.items;
}
