// From lists as they are downloaded to a table in a file: everything that `lists import` does, in one process.
import { statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { walkSource } from '#main/lists/walk-source.ts';
import { ListIntake } from '#policies/lists/list-intake.ts';
import { CategoryTable } from '#policies/table/category-table.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import { answer, cpuSeconds, peakResident } from './measuring.ts';
import { settings } from './settings.ts';

const { source, category, out } = await settings((message) =>
  z.object({ source: z.string(), category: z.string().nullable(), out: z.string() }).parse(message),
);
const [cpu, from] = [cpuSeconds(), performance.now()];
const builder = new TableBuilder({ a: 0x1234567, b: 0x89abcdef });
const intake = new ListIntake({ id: 'bench', name: 'Benchmark', category: category ?? undefined }, builder);
const walked = await walkSource(source, intake);
if (walked.ok) {
  const bytes = encodeTable(builder.keys());
  writeFileSync(out, bytes);
  const seconds = (performance.now() - from) / 1_000;
  const table = CategoryTable.open(bytes);
  const { files } = intake.report;
  const sum = (count: (file: (typeof files)[number]) => number): number => files.reduce((total, file) => total + count(file), 0);
  answer({
    cpu: cpuSeconds() - cpu,
    seconds,
    peak: peakResident(),
    bytes: statSync(out).size,
    names: 'problem' in table ? 0 : table.head.entries,
    lines: sum(({ lines }) => lines),
    refused: sum(({ refused }) => refused.reduce((total, { count }) => total + count, 0)),
  });
} else answer({ failed: walked.problem });
