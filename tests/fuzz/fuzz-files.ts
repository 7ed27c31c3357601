// Which targets there are, and where what the fuzzer found is kept: `dist/fuzz/<target>/`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FuzzTarget } from './fuzz-target.ts';

const folder = import.meta.dirname;
const kept = join(folder, '../../dist/fuzz');

/** Name → file, sorted by name. */
export function targetFiles(): Map<string, string> {
  const files = readdirSync(folder).filter((name) => /^fuzz-[a-z0-9-]+\.ts$/.test(name));
  const named = files.flatMap((file): [string, string][] => {
    const target = targetIn(join(folder, file));
    return target === null ? [] : [[target.name, join(folder, file)]];
  });
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `null`: the file exports no target. */
export function targetIn(file: string): FuzzTarget | null {
  // By a name that is known at run time only.
  const module: unknown = createRequire(import.meta.url)(file);
  if (typeof module !== 'object' || module === null || !('fuzzTarget' in module)) return null;
  return module.fuzzTarget as FuzzTarget;
}

/** Inputs that reached something new in runs before. */
export function keptCorpus(target: string): Uint8Array[] {
  const corpus = join(kept, target, 'corpus');
  mkdirSync(corpus, { recursive: true });
  return readdirSync(corpus)
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(corpus, name))));
}

export function keep(target: string, bytes: Uint8Array): void {
  writeFileSync(join(kept, target, 'corpus', nameOf(bytes)), bytes);
}

/** The file that an input which broke something is in, beside what it broke. */
export function keepFinding(target: string, kind: 'crash' | 'hang' | 'memory', bytes: Uint8Array, problem: string): string {
  const file = join(kept, target, `${kind}-${nameOf(bytes)}`);
  writeFileSync(file, bytes);
  writeFileSync(`${file}.txt`, `${problem}\n`);
  return file;
}

const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
