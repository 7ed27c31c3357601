// The materials of a bundle, opened for the judge. What was opened for one bundle is at hand for the next: an edit of the
// policy opens nothing again.
import { z } from 'zod';
import type { Material } from '../contracts/bundle.ts';
import { phraseListSchema, type PhraseList } from '../contracts/phrase-list.ts';
import type { Holdings } from '../engine/judge.ts';
import { MandatoryIndex } from '../mandatory/mandatory-index.ts';
import type { SipKey } from '../mandatory/sip-hash.ts';
import { PhraseIndex } from '../phrases/phrase-index.ts';
import { CategoryTable } from '../table/category-table.ts';
import { openDelta, type TableDelta } from '../table/delta-file.ts';
import { ListedNames } from '../table/listed-names.ts';

export interface HoldingsSource {
  /** The bytes that a material names, their SHA-256 checked; `null` when they cannot be had. */
  bytesOf(material: Material): Promise<Uint8Array | null>;
  /** The school's key for mandatory lists; `null` when it is not known here. `anew`: the one that is kept here opened nothing. */
  listKey(anew: boolean): Promise<SipKey | null>;
  /** Told what a bundle stands on once all of it is open: nothing else is needed any more. */
  opened?(materials: readonly Material[]): void;
}

type Opened = CategoryTable | TableDelta | MandatoryIndex | PhraseLists;
type Problem = { readonly problem: string };

/** Opens materials, and keeps open what the last bundle stood on. */
export class HoldingsShelf {
  readonly #source: HoldingsSource;
  #opened = new Map<string, Opened>();
  #phrases: { readonly of: string; readonly index: PhraseIndex } | null = null;
  #names: { readonly of: string; readonly names: ListedNames } | null = null;

  constructor(source: HoldingsSource) {
    this.#source = source;
  }

  /** All of a bundle's materials, or why they cannot be used: half of them are never enough. */
  async open(materials: readonly Material[]): Promise<Holdings | Problem> {
    const opened = new Map<string, Opened>();
    for (const material of materials) {
      const one = this.#opened.get(material.sha256) ?? (await this.#openOne(material));
      if ('problem' in one) return one;
      opened.set(material.sha256, one);
    }
    const names = this.#namesOf(materials, opened);
    if (names !== null && 'problem' in names) return names;
    this.#opened = opened;
    this.#source.opened?.(materials);
    const all = [...opened.values()];
    return {
      names,
      mandatory: all.filter((one) => one instanceof MandatoryIndex),
      phraseLists: all.flatMap((one) => (one instanceof PhraseLists ? one.lists : [])),
      phraseIndex: (lists) => this.#phraseIndex(lists),
    };
  }

  #phraseIndex(lists: readonly PhraseList[]): PhraseIndex {
    const of = JSON.stringify(lists);
    if (this.#phrases?.of !== of) this.#phrases = { of, index: new PhraseIndex(lists) };
    return this.#phrases.index;
  }

  async #openOne(material: Material): Promise<Opened | Problem> {
    const bytes = await this.#source.bytesOf(material);
    if (bytes === null) return { problem: `A part of the policy (${material.kind}, ${material.sha256.slice(0, 12)}) cannot be had.` };
    switch (material.kind) {
      case 'table':
        return CategoryTable.open(bytes);
      case 'delta':
        return openDelta(bytes);
      case 'phrases':
        return PhraseLists.open(bytes);
      case 'mandatory': {
        const index = await this.#mandatory(bytes, false);
        return 'problem' in index ? this.#mandatory(bytes, true) : index;
      }
    }
  }

  async #mandatory(bytes: Uint8Array, anew: boolean): Promise<MandatoryIndex | Problem> {
    const key = await this.#source.listKey(anew);
    return key === null ? { problem: 'The key of the mandatory lists cannot be had.' } : MandatoryIndex.open(bytes, key);
  }

  /** The table with its deltas: the same object as long as they are the same. */
  #namesOf(materials: readonly Material[], opened: ReadonlyMap<string, Opened>): ListedNames | Problem | null {
    const ofNames = materials.filter(({ kind }) => kind === 'table' || kind === 'delta');
    if (ofNames.length === 0) return (this.#names = null);
    const of = ofNames.map(({ sha256 }) => sha256).join();
    if (this.#names?.of === of) return this.#names.names;
    const [table, ...deltas] = ofNames.map(({ sha256 }) => opened.get(sha256));
    const changes = deltas.filter((one): one is TableDelta => one !== undefined && 'several' in one);
    const belong = changes.every(({ head }) => head.base === ofNames[0]?.sha256);
    if (!(table instanceof CategoryTable) || changes.length !== deltas.length || !belong)
      return { problem: 'The bundle’s category table and its changes do not belong together.' };
    this.#names = { of, names: new ListedNames(table, changes) };
    return this.#names.names;
  }
}

/** Phrase lists as they travel: JSON. */
class PhraseLists {
  readonly lists: readonly PhraseList[];

  private constructor(lists: readonly PhraseList[]) {
    this.lists = lists;
  }

  static open(bytes: Uint8Array): PhraseLists | Problem {
    try {
      const lists = z.array(phraseListSchema).safeParse(JSON.parse(new TextDecoder().decode(bytes)));
      if (lists.success) return new PhraseLists(lists.data);
    } catch {
      // The same as a wrong shape.
    }
    return { problem: 'The phrase lists cannot be used: they are of a format that this version does not read.' };
  }
}

/** The bytes of phrase lists as a material. */
export function encodePhraseLists(lists: readonly PhraseList[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(lists));
}
