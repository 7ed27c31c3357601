// A table from its file to its first answer, in a process that has done nothing else; and what it then takes of memory.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CategoryTable } from '#policies/table/category-table.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { answer, cpuSeconds, settledMemory } from './measuring.ts';
import { settings } from './settings.ts';

const { table: file, name } = await settings((message) => z.object({ table: z.string(), name: z.string() }).parse(message));
const before = await settledMemory();
const [cpu, from] = [cpuSeconds(), performance.now()];
const bytes = readFileSync(file);
const opened = CategoryTable.open(bytes);
if ('problem' in opened) answer({ failed: opened.problem });
else {
  const names = new ListedNames(opened);
  const hasher = new NameHasher(names.seed);
  hasher.read(name);
  const set = names.setOf(hasher.hi[hasher.count - 1] ?? 0, hasher.lo[hasher.count - 1] ?? 0);
  const milliseconds = performance.now() - from;
  const used = cpuSeconds() - cpu;
  const after = await settledMemory();
  const hashing = performance.now();
  createHash('sha256').update(bytes).digest();
  answer({
    milliseconds,
    cpuMilliseconds: used * 1_000,
    sha256Milliseconds: performance.now() - hashing,
    entries: opened.head.entries,
    resident: after.resident - before.resident,
    live: after.live - before.live,
    found: set >= 0 ? 1 : 0,
  });
}
