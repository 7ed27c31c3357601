// From the school's sources to what travels: a table, or what changed in it. Nothing is made when nothing changed.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodePhraseLists } from '#policies/bundle/holdings-shelf.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { encodeDelta } from '#policies/table/delta-file.ts';
import { encodeKeys, openKeys } from '#policies/table/keys-file.ts';
import type { HashSeed } from '#policies/table/name-hash.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import type { TableKeys } from '#policies/table/table-keys.ts';
import { listsSetup } from '../lists/lists-setup.ts';
import { readSources } from '../lists/read-sources.ts';
import { sourceIds, sourcesFolder } from '../lists/source-folder.ts';
import { readState } from '../lists/source-state.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { MaterialFolder, writeWhole } from './material-folder.ts';
import { whileChangingMaterials } from './materials-lock.ts';
import { keysFile, materialsOf, readMaterialsState, writeMaterialsState, type MaterialsState } from './materials-state.ts';

/** Raised when the same lists come to other bytes than before. */
const makeVersion = 1;
/** A device that was away for a term fetches a table rather than so many changes. */
const mostDeltas = 40;
/** Changes that are still less than a new table. */
const mostChanged = 0.05;
/** A device may be fetching what was in force until a moment ago, and somebody may ask why a page was stopped last week. */
const grace = 30 * 24 * 60 * 60 * 1000;

export interface CompileInput {
  readonly dataRoot: string;
  /** Where materials are kept. */
  readonly folder: string;
  readonly seed: HashSeed;
  /** The starter's and the school's own phrase lists, which travel with the imported ones: they are too large to move with each edit of the policy. */
  readonly phraseLists: readonly PhraseList[];
  /** Now, epoch milliseconds. */
  readonly at: number;
  /** Says that something begins that takes its time. */
  readonly tell?: (line: string) => void;
}

export interface Compiled {
  readonly materials: Material[];
  /** A sentence for each source that could not be read and is left out. */
  readonly problems: string[];
}

/** Brings the materials up to the sources. Fails, and changes nothing, when lists.yaml or the state is wrong. */
export function compileMaterials(input: CompileInput): Promise<Outcome<Compiled>> {
  return whileChangingMaterials(input.folder, () => compileInTurn(input));
}

async function compileInTurn(input: CompileInput): Promise<Outcome<Compiled>> {
  const { dataRoot, folder, at } = input;
  const before = await readMaterialsState(folder);
  const kept = new MaterialFolder(folder);
  const inputs = await fingerprint(dataRoot, input);
  if (before.inputs === inputs && (await allThere(kept, before.imported))) return done({ materials: materialsOf(before), problems: [] });
  const setup = await listsSetup(dataRoot);
  if (!setup.ok) return setup;
  const builder = new TableBuilder(input.seed);
  const phrases: PhraseList[] = [...input.phraseLists];
  if ((await sourceIds(dataRoot)).length > 0) input.tell?.('Compiling the imported lists …');
  const read = await readSources({ dataRoot, ...setup.value, phrases: (list) => void phrases.push(list) }, builder);
  const problems = read.flatMap(({ report }) => (report.ok ? [] : [report.problem]));
  // What was in force stays so for a source that cannot be read now: a list never shrinks by a fault of the disk.
  if (problems.length > 0 && before.imported.length > 0) return failed(`${problems.join('\n')}\nThe lists before stay in force.`);
  const keys = builder.keys();
  const ofNames = keys.lists.length === 0 ? [] : await tableOrDelta(kept, keys, before);
  const ofPhrases = await phraseMaterial(kept, phrases);
  const ofKeys = encodeKeys(keys);
  const state: MaterialsState = { ...before, inputs, imported: [...ofNames, ...ofPhrases], keys: sha256Of(ofKeys) };
  // First the keys: keys that the state does not name are not used.
  await writeWhole(keysFile(folder), ofKeys);
  await writeMaterialsState(folder, state);
  const materials = materialsOf(state);
  await kept.usedNow([...materials, ...materialsOf(before)], at);
  await kept.removeOthers(new Set(materials.map(({ sha256 }) => sha256)), at - grace);
  return done({ materials, problems });
}

/** The table in force with one more delta, or a new table. */
async function tableOrDelta(kept: MaterialFolder, keys: TableKeys, before: MaterialsState): Promise<Material[]> {
  const chain = before.imported.filter(({ kind }) => kind === 'table' || kind === 'delta');
  const [table] = chain;
  const old = table === undefined || chain.length > mostDeltas ? null : await keysOf(kept.path, before.keys);
  const delta = old === null || table === undefined ? null : encodeDelta(old, keys, table.sha256);
  if (delta?.changes === 0 && old !== null && sameTexts(old, keys) && (await allThere(kept, chain))) return chain;
  if (delta !== null && delta.changes <= Math.max(1000, keys.hi.length * mostChanged) && (await allThere(kept, chain)))
    return [...chain, await kept.keep('delta', delta.bytes)];
  return [await kept.keep('table', encodeTable(keys))];
}

const sameTexts = (a: TableKeys, b: TableKeys): boolean =>
  JSON.stringify([a.ranges, a.expressions, a.lists.map(({ id, name }) => [id, name])]) ===
  JSON.stringify([b.ranges, b.expressions, b.lists.map(({ id, name }) => [id, name])]);

/** Only the keys of the table in force: a process that was killed may have left those of another. */
async function keysOf(folder: string, sha256: string): Promise<TableKeys | null> {
  const bytes = await readFile(keysFile(folder)).catch(() => null);
  return bytes === null || sha256Of(bytes) !== sha256 ? null : openKeys(bytes);
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function phraseMaterial(kept: MaterialFolder, lists: readonly PhraseList[]): Promise<Material[]> {
  return lists.length === 0 ? [] : [await kept.keep('phrases', encodePhraseLists(lists))];
}

async function allThere(kept: MaterialFolder, materials: readonly Material[]): Promise<boolean> {
  for (const material of materials) if ((await kept.read(material)) === null) return false;
  return true;
}

/** Everything that the materials depend on, in one hash. */
async function fingerprint(dataRoot: string, { seed, phraseLists }: CompileInput): Promise<string> {
  const corrections = fileURLToPath(new URL('../../policies/starter/corrections.txt', import.meta.url));
  const texts = await Promise.all([join(dataRoot, 'lists.yaml'), corrections].map((file) => readFile(file, 'utf8').catch(() => '')));
  const sources = await Promise.all(
    (await sourceIds(dataRoot)).map(async (id) => {
      const state = await readState(join(sourcesFolder(dataRoot), id));
      return [id, state?.current?.sha256, state?.name, state?.category, state?.fileFormat];
    }),
  );
  return createHash('sha256')
    .update(JSON.stringify([makeVersion, seed, texts, sources, phraseLists]))
    .digest('hex');
}
