// Tables for people and the same figures as JSON for programs, with what they were measured on.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

export interface Report {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Plain sentences under the table. */
  readonly notes: readonly string[];
  /** What came out other than the repository says it does: the command then ends with an error. */
  readonly unexpected?: readonly string[];
  /** The figures in full. */
  readonly figures: object;
  /** Versions of what was compared with. */
  readonly peers: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '../..');
const packageSchema = z.object({ version: z.string() });

/** Version of a package of ours. `.` is the product itself. */
export function versionOf(name: string): string {
  const folder = name === '.' ? root : join(root, 'node_modules', name);
  return packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version;
}

/** First line of what a program says its version is, or `null` where it is not installed. */
export function programVersion(program: string, ...args: string[]): string | null {
  try {
    return (
      execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
        .split('\n')[0]
        ?.trim() ?? null
    );
  } catch {
    return null;
  }
}

export function printReport(report: Report): void {
  const cells = [report.columns, ...report.rows.map((row) => row.map(String))];
  const widths = report.columns.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly (string | number)[]): string =>
    row
      .map((cell, column) => (column === 0 ? String(cell).padEnd(widths[column] ?? 0) : String(cell).padStart(widths[column] ?? 0)))
      .join('  ');
  console.log(`\n${report.name}\n`);
  console.log(line(report.columns));
  console.log(widths.map((width) => '-'.repeat(width)).join('  '));
  for (const row of report.rows) console.log(line(row));
  console.log('');
  for (const note of report.notes) console.log(note);
}

export function writeReport(report: Report, file: string, command: string): void {
  const [cpu] = cpus();
  const document = {
    name: report.name,
    command,
    machine: { cpus: cpus().length, cpu: cpu?.model ?? 'unknown', memoryBytes: totalmem() },
    versions: { schoolgate: versionOf('.'), node: process.versions.node, openssl: process.versions.openssl, ...report.peers },
    columns: report.columns,
    rows: report.rows,
    notes: report.notes,
    figures: report.figures,
  };
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
}
