// What the lists on disk come to, through crossing changes, killed processes and disks that forget.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importSource } from '#main/lists/import-source.ts';
import { listsSetup } from '#main/lists/lists-setup.ts';
import { intakeOptions } from '#main/lists/source-settings.ts';
import { compileMaterials } from '#main/materials/compile-materials.ts';
import { importMandatory } from '#main/materials/import-mandatory.ts';
import { MaterialFolder } from '#main/materials/material-folder.ts';
import { keysFile, readMaterialsState, stateFile } from '#main/materials/materials-state.ts';
import type { Outcome } from '#main/outcome.ts';
import { HoldingsShelf } from '#policies/bundle/holdings-shelf.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import { NameHasher } from '#policies/table/name-hash.ts';

const seed = { a: 11, b: -7 };
const day = 24 * 60 * 60 * 1000;
const noon = Date.UTC(2026, 10, 25, 12);
let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'schoolgate-materials-'));
  folder = join(root, 'materials');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const many = Array.from({ length: 3_000 }, (_, number) => `site-${number}.example`);

async function bring(id: string, files: Readonly<Record<string, string>>): Promise<void> {
  const source = mkdtempSync(join(root, 'source-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  const { file, corrections } = got(await listsSetup(root));
  got(await importSource({ dataRoot: root, path: source, options: intakeOptions(id, file, null, corrections), at: noon }));
}
const compile = async (at = noon): Promise<Material[]> =>
  got(await compileMaterials({ dataRoot: root, folder, seed, phraseLists: [], at })).materials;
const kindsOf = (materials: readonly Material[]): string[] => materials.map(({ kind }) => kind);

/** Categories of hosts by what is in force. */
async function categoriesOf(materials: readonly Material[], ...hosts: string[]): Promise<string[][]> {
  const kept = new MaterialFolder(folder);
  const shelf = new HoldingsShelf({ bytesOf: (material) => kept.read(material), listKey: () => Promise.resolve([1, 2, 3, 4]) });
  const holdings = await shelf.open(materials);
  if ('problem' in holdings) throw new Error(holdings.problem);
  const { names } = holdings;
  const hasher = new NameHasher(seed);
  return hosts.map((host) => {
    hasher.read(host);
    const set = names?.setOf(hasher.hi[hasher.count - 1] ?? 0, hasher.lo[hasher.count - 1] ?? 0) ?? -1;
    return names?.sets[set]?.members.map(({ list }) => list.category).sort() ?? [];
  });
}

test('no sources come to nothing, and a folder of lists to one table', async () => {
  expect(await compile()).toEqual([]);
  await bring('ut1', { 'games/domains': many.join('\n'), 'gambling/domains': 'bets.example\nsite-1.example' });
  const materials = await compile();
  expect(kindsOf(materials)).toEqual(['table']);
  expect(await categoriesOf(materials, 'site-0.example', 'site-1.example', 'other.example')).toEqual([
    ['games'],
    ['gambling', 'games'],
    [],
  ]);
  expect(await compile()).toEqual(materials);
});

test('small changes add deltas, and the names come out as if the table were new', async () => {
  await bring('ut1', { 'games/domains': many.join('\n') });
  await compile();
  await bring('ut1', { 'games/domains': [...many.slice(2), 'new.example'].join('\n') });
  await compile();
  await bring('ut1', { 'games/domains': [...many.slice(1), 'new.example'].join('\n'), 'gambling/domains': 'new.example' });
  const materials = await compile();
  expect(kindsOf(materials)).toEqual(['table', 'delta', 'delta']);
  expect(await categoriesOf(materials, 'site-0.example', 'site-1.example', 'site-2.example', 'new.example')).toEqual([
    [],
    ['games'],
    ['games'],
    ['gambling', 'games'],
  ]);
});

test('a large change, and a list that is gone, make a new table', async () => {
  await bring('ut1', { 'games/domains': many.join('\n'), 'gambling/domains': 'bets.example' });
  const first = await compile();
  await bring('ut1', { 'games/domains': many.join('\n') });
  const second = await compile();
  expect(kindsOf(second)).toEqual(['table']);
  expect(second).not.toEqual(first);
  expect(await categoriesOf(second, 'bets.example', 'site-0.example')).toEqual([[], ['games']]);
});

test('keys of another table, as a killed process leaves them, are not compared with: a new table is made', async () => {
  await bring('ut1', { 'games/domains': many.join('\n') });
  await compile();
  const old = readFileSync(keysFile(folder));
  await bring('ut1', { 'games/domains': [...many, 'a.example'].join('\n') });
  expect(kindsOf(await compile())).toEqual(['table', 'delta']);
  writeFileSync(keysFile(folder), old);
  await bring('ut1', { 'games/domains': [...many, 'b.example'].join('\n') });
  const materials = await compile();
  expect(kindsOf(materials)).toEqual(['table']);
  expect(await categoriesOf(materials, 'a.example', 'b.example')).toEqual([[], ['games']]);
});

test('a table that is gone from the disk is made again', async () => {
  await bring('ut1', { 'games/domains': many.join('\n') });
  const materials = await compile();
  rmSync(join(folder, materials[0]?.sha256 ?? ''));
  const again = await compile();
  expect(await categoriesOf(again, 'site-0.example')).toEqual([['games']]);
});

test('changes that cross wait for one another, and neither is lost', async () => {
  await bring('ut1', { 'games/domains': many.join('\n') });
  const file = join(root, 'licensed.txt');
  writeFileSync(file, 'bad.example/page\n');
  const mandatory = (id: string): Promise<Outcome<unknown>> =>
    importMandatory({ file, folder, id, name: id, secrets: { seed, key: [1, 2, 3, 4] }, at: noon, evenIfShorter: false });
  const outcomes = await Promise.all([compile(), mandatory('iwf'), compile(), mandatory('ctiru')]);
  expect(outcomes).toHaveLength(4);
  const state = await readMaterialsState(folder);
  expect([kindsOf(state.imported), Object.keys(state.mandatory).sort()]).toEqual([['table'], ['ctiru', 'iwf']]);
});

test('a damaged state is told and never taken for an empty one', async () => {
  await bring('ut1', { 'games/domains': many.join('\n') });
  await compile();
  writeFileSync(stateFile(folder), '{"format":1,');
  await expect(compile()).rejects.toThrow(/materials\.json is damaged/);
});

test('what was in force is kept for a month after, and then removed', async () => {
  await bring('ut1', { 'games/domains': many.join('\n') });
  const [first] = await compile();
  await bring('ut1', { 'gambling/domains': many.join('\n') });
  const [second] = await compile(noon + day);
  const kept = (): string[] => readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name));
  expect(new Set(kept())).toEqual(new Set([first?.sha256, second?.sha256]));
  await bring('ut1', { 'dating/domains': many.join('\n') });
  await compile(noon + 20 * day);
  expect(kept()).toContain(first?.sha256);
  await bring('ut1', { 'games/domains': many.slice(1).join('\n') });
  await compile(noon + 33 * day);
  expect(kept()).not.toContain(first?.sha256);
  expect(kept()).toContain(second?.sha256);
});

function got<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}
