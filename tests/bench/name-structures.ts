// Ways to keep a list of names and to ask whether a host, or any domain above it, is on it: ours, the plain ones of the
// language, and other people's. Theirs are installed outside the project and only ever run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CategoryTable, noSet } from '#policies/table/category-table.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { NameHasher } from '#policies/table/name-hash.ts';

/** Whether a host is listed. */
export type Lookup = (host: string) => boolean;

export const structures = ['schoolgate', 'set', 'map', 'hntrie', 'hntrie-wasm', 'adguard-dns'] as const;
export type Structure = (typeof structures)[number];

/** `source`: a text file, a name a line; for ours the compiled table. `packages`: where others' packages are. Throws where one cannot hold the list. */
export async function loadStructure(structure: Structure, source: string, packages: string): Promise<Lookup> {
  switch (structure) {
    case 'schoolgate':
      return ourTable(source);
    case 'set':
      return overSuffixes(new Set(linesOf(source)));
    case 'map':
      return overSuffixes(new Map(linesOf(source).map((name) => [name, 1])));
    case 'hntrie':
      return hostNameTrie(source, packages, false);
    case 'hntrie-wasm':
      return hostNameTrie(source, packages, true);
    case 'adguard-dns':
      return adguardDns(source, packages);
  }
}

const linesOf = (file: string): string[] => readFileSync(file, 'latin1').split('\n').filter(Boolean);

function ourTable(file: string): Lookup {
  const table = CategoryTable.open(readFileSync(file));
  if ('problem' in table) throw new Error(table.problem);
  const names = new ListedNames(table);
  const hasher = new NameHasher(names.seed);
  const { hi, lo } = hasher;
  // As the judge asks: the host, then its parents, without the top-level domain where no list names one.
  const last = names.dotless ? 0 : 1;
  return (host) => {
    hasher.read(host);
    for (let i = hasher.count - 1; i >= last || i === hasher.count - 1; i--) {
      if (i < 0) return false;
      if (names.setOf(hi[i] ?? 0, lo[i] ?? 0) !== noSet) return true;
    }
    return false;
  };
}

function overSuffixes(names: { has(name: string): boolean }): Lookup {
  return (host) => {
    if (names.has(host)) return true;
    for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) if (names.has(host.slice(dot + 1))) return true;
    return false;
  };
}

interface HostNameTrie {
  createTrie(): number;
  setNeedle(name: string): HostNameTrie;
  add(trie: number): number;
  matches(trie: number): number;
  optimize(): unknown;
  enableWASM(fetcher: (path: string) => Promise<WebAssembly.Module>, path: string): Promise<boolean>;
}

/** uBlock Origin's. */
async function hostNameTrie(file: string, packages: string, wasm: boolean): Promise<Lookup> {
  const folder = join(packages, 'node_modules/@gorhill/ubo-core/js');
  const { default: Trie } = from<{ default: new () => HostNameTrie }>(join(folder, 'hntrie.js'));
  const trie = new Trie();
  if (wasm && !(await trie.enableWASM((path) => WebAssembly.compile(readFileSync(`${path}.wasm`)), join(folder, 'wasm/'))))
    throw new Error('Its WebAssembly part could not be used.');
  const root = trie.createTrie();
  fill(trie, root, file);
  return (host) => trie.setNeedle(host).matches(root) >= 0;
}

/** By itself, so that nothing of the text is kept by what asks later. */
function fill(trie: HostNameTrie, root: number, file: string): void {
  const names = linesOf(file);
  const has = (name: string): boolean => trie.setNeedle(name).matches(root) >= 0;
  names.forEach((name, at) => {
    trie.setNeedle(name).add(root);
    // Beyond what its offsets can say it loses names silently, and later goes round for ever.
    if (at % 100_000 === 99_999 && !has(names[at - 50_000] ?? ''))
      throw new Error(`It lost names after ${at + 1} of ${names.length}: its offsets have 24 bits.`);
  });
  trie.optimize();
  if (names.some((name, at) => at % 97 === 0 && !has(name)))
    throw new Error(`It lost some of ${names.length} names: its offsets have 24 bits.`);
}

interface AdguardPackage {
  readonly StringRuleList: new (id: number, text: string, ...rest: readonly boolean[]) => object;
  readonly RuleStorage: new (lists: readonly object[]) => object;
  readonly DnsEngine: new (storage: object) => { match(host: string): { basicRule: unknown; hostRules: readonly unknown[] } };
}

/** AdGuard's engine for names as its TypeScript library has it, asked with `||name^` rules. */
function adguardDns(file: string, packages: string): Lookup {
  const { StringRuleList, RuleStorage, DnsEngine } = from<AdguardPackage>(
    join(packages, 'node_modules/@adguard/tsurlfilter/dist/es/index.js'),
  );
  const rules = linesOf(file).map((name) => `||${name}^`);
  const engine = new DnsEngine(new RuleStorage([new StringRuleList(1, rules.join('\n'), false, false, false)]));
  return (host) => {
    const { basicRule, hostRules } = engine.match(host);
    return basicRule !== null || hostRules.length > 0;
  };
}

/** A module by where it is, because what is outside the project has no name in it. */
function from<Module>(file: string): Module {
  return createRequire(import.meta.url)(file) as Module;
}
