// `schoolgate judge` as technicians run it: lines of JSON in, lines of JSON out.
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Workload } from './judge-workload.ts';
import { people, schoolPolicy, thursday } from './judge-policy.ts';

const root = join(import.meta.dirname, '../..');
const command = join(root, 'main/commands/judge-command.ts');
/** Kernel clock ticks a second, as in `measured-child.ts`. */
const ticks = 100;

/** Lines a CPU second beyond what starting takes, and seconds that starting takes. */
export async function bulkLinesPerSecond(workload: Workload, scale: number): Promise<Record<string, number> | { failed: string }> {
  if (!existsSync(command)) return { failed: 'the command is not there' };
  const policy = join(workload.folder, 'policy.json');
  writeFileSync(policy, JSON.stringify(schoolPolicy(readFileSync(workload.popular, 'utf8').split('\n').filter(Boolean))));
  const addresses = readFileSync(workload.addresses, 'utf8').split('\n');
  const lines = Math.max(1_000, Math.round(1e6 * scale));
  const questions = join(workload.folder, 'questions.jsonl');
  const out = createWriteStream(questions);
  for (let at = 0; at < lines; at += 1_000) {
    const some = Array.from({ length: 1_000 }, (_, more) => {
      const line = at + more;
      const group = people[line % people.length]?.groups[0] ?? 'unknown';
      return JSON.stringify({
        id: line,
        url: addresses[(line * 7) % addresses.length],
        group,
        at: new Date(thursday + line).toISOString(),
      });
    });
    if (!out.write(`${some.join('\n')}\n`)) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
  const nothing = join(workload.folder, 'nothing.jsonl');
  writeFileSync(nothing, '');
  const empty = await run(policy, workload.categoryLists, nothing);
  const full = await run(policy, workload.categoryLists, questions);
  if (full.code !== 0 || full.lines < lines) return { failed: `it ended with ${full.code} after ${full.lines} of ${lines} lines` };
  return { linesPerSecond: lines / (full.cpu - empty.cpu), startCpu: empty.cpu };
}

async function run(policy: string, lists: string, questions: string): Promise<{ code: number | null; lines: number; cpu: number }> {
  const before = childrenCpu();
  const child = spawn(process.execPath, [join(root, 'main/cli.ts'), 'judge', '--policy', policy, '--lists', lists], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let lines = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
  });
  child.stdin.on('error', () => undefined);
  createReadStream(questions).pipe(child.stdin);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines, cpu: childrenCpu() - before };
}

/** CPU seconds of children that ended (`/proc/self/stat`, fields 16 and 17). */
function childrenCpu(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / ticks;
}
