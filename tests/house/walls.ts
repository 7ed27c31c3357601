// Who may ask whom. The walls stand on the one table below; `ARCHITECTURE.md` says the same in prose.
import type { Module } from './modules.ts';

interface Part {
  readonly name: string;
  /** A file belongs to the first part whose folder it is in. */
  readonly folder: string;
  /** Parts that it may import from, itself always included. */
  readonly mayImport: readonly string[];
  /** Packages that it may import; `node` stands for the platform, `*` for any package that is not kept for one part. */
  readonly packages: readonly string[];
}

/** Packages that only one part may touch. */
const kept: Readonly<Record<string, string>> = {
  kysely: 'store/sql',
  'better-sqlite3': 'store/sql',
  'webextension-polyfill': 'extension/chrome',
  fastify: 'dashboard/server',
  commander: 'main',
  crx3: 'main',
};

export const parts: readonly Part[] = [
  { name: 'policies', folder: 'policies/', mayImport: [], packages: ['zod', 'tldts', 're2js', 'ipaddr.js'] },
  { name: 'store/sql', folder: 'store/sql/', mayImport: ['policies', 'store'], packages: ['node', '*'] },
  { name: 'store', folder: 'store/', mayImport: ['policies'], packages: [] },
  { name: 'proxy', folder: 'proxy/', mayImport: ['policies', 'store'], packages: ['node', '*'] },
  { name: 'extension/chrome', folder: 'extension/chrome/', mayImport: ['policies', 'extension'], packages: ['*'] },
  { name: 'extension', folder: 'extension/', mayImport: ['policies', 'extension/chrome'], packages: ['*'] },
  { name: 'dashboard/server', folder: 'dashboard/server/', mayImport: ['policies', 'store'], packages: ['node', '*'] },
  { name: 'dashboard/web', folder: 'dashboard/web/', mayImport: ['policies'], packages: ['*'] },
  {
    name: 'main',
    folder: 'main/',
    mayImport: ['policies', 'store', 'store/sql', 'proxy', 'dashboard/server', 'start'],
    packages: ['node', '*'],
  },
  { name: 'start', folder: 'start/', mayImport: [], packages: ['node'] },
  {
    name: 'tests',
    folder: 'tests/',
    mayImport: [
      'policies',
      'store',
      'store/sql',
      'proxy',
      'extension',
      'extension/chrome',
      'dashboard/server',
      'dashboard/web',
      'main',
      'start',
      'root',
    ],
    packages: ['node', '*'],
  },
  // The builds' configurations.
  { name: 'root', folder: '', mayImport: ['extension', 'dashboard/web'], packages: ['node', '*'] },
];

/** Runs `main/` in its own process where the Node is right; the one place that asks for a module whose name it is given. */
const handsOver = 'start/launch.mjs';

export function partOf(file: string): Part {
  const part = parts.find(({ folder, name }) => (name === 'root' ? !file.includes('/') : file.startsWith(folder)));
  if (!part) throw new Error(`${file} is in no part of the house.`);
  return part;
}

/** A sentence for every import that goes through a wall, and for every module that could not be read. */
export function brokenWalls(modules: readonly Module[]): string[] {
  return modules.flatMap((module) => {
    const part = partOf(module.file);
    const inwards = module.files
      .filter((file) => !file.endsWith('.json'))
      .map((file) => ({ file, to: partOf(file).name }))
      .filter(({ to }) => to !== part.name && !part.mayImport.includes(to))
      .map(({ file, to }) => `${module.file} imports ${file}: ${part.name} may not ask ${to}`);
    const outwards = module.packages
      .filter((name) => !mayUse(part, name))
      .map((name) => `${module.file} imports ${name}: ${part.name} may not use it`);
    const chrome = ['chrome', 'browser'].filter(
      (name) =>
        module.globals.has(name) &&
        part.name !== 'extension/chrome' &&
        part.name !== 'tests' &&
        !module.packages.includes('webextension-polyfill'),
    );
    const problems = module.file === handsOver ? [] : module.problems;
    return [
      ...inwards,
      ...outwards,
      ...chrome.map((name) => `${module.file} uses the global ${name}: only extension/chrome may`),
      ...problems.map((problem) => `${module.file}: ${problem}`),
    ];
  });
}

function mayUse(part: Part, name: string): boolean {
  const owner = kept[name];
  if (owner !== undefined && part.name !== 'tests') return owner === part.name;
  if (name.startsWith('node:')) return part.packages.includes('node');
  return part.packages.includes(name) || part.packages.includes('*');
}

/** Rings of modules that ask each other, each told once. */
export function cycles(modules: readonly Module[]): string[] {
  const asks = new Map(modules.map(({ file, files }) => [file, files]));
  const found = new Map<string, string>();
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      const ring = path.slice(start);
      found.set([...ring].sort().join(' '), [...ring, file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of asks.get(file) ?? []) if (asks.has(next)) follow(next, [...path, file]);
    done.add(file);
  };
  for (const file of asks.keys()) follow(file, []);
  return [...found.values()];
}
