// `npm run fuzz -- [NAME…] [--seconds N] [--seed S] [--replay FILE]`
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Campaign, type Outcome } from './campaign.ts';
import { targetFiles } from './fuzz-files.ts';

/** Exit status: 0 nothing found, 1 something was, 2 a wrong command. */
async function fuzz(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      replay: { type: 'string', multiple: true },
      list: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const known = targetFiles();
  const wrong = positionals.find((name) => !known.has(name));
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
  if (wrong !== undefined || values.list || !(seconds > 0) || !Number.isSafeInteger(seed)) {
    console.log(`npm run fuzz -- [NAME…] [--seconds N] [--seed S] [--replay FILE], with NAME of:\n\n  ${[...known.keys()].join('\n  ')}`);
    return values.list ? 0 : 2;
  }
  if (values.replay !== undefined) return replay(positionals, known, values.replay);
  const chosen = positionals.length > 0 ? positionals : [...known.keys()];
  console.log(`${chosen.length} target(s), ${seconds} s each, seed ${seed}`);
  const outcomes: Outcome[] = [];
  for (const name of chosen) {
    const outcome = await new Campaign(name, known.get(name) ?? '').run(seconds, seed, (now) => console.log(`  … ${lineOf(now)}`));
    console.log(lineOf(outcome));
    show(outcome);
    outcomes.push(outcome);
  }
  const runs = outcomes.reduce((sum, outcome) => sum + outcome.runs, 0);
  const findings = outcomes.reduce((sum, outcome) => sum + outcome.findings.length, 0);
  console.log(`\n${runs} runs of ${outcomes.length} target(s), ${findings} finding(s)`);
  return findings === 0 ? 0 : 1;
}

async function replay([name]: readonly string[], known: ReadonlyMap<string, string>, files: readonly string[]): Promise<number> {
  const file = name === undefined ? undefined : known.get(name);
  if (name === undefined || file === undefined) {
    console.log('A replay needs the name of its target.');
    return 2;
  }
  const outcome = await new Campaign(name, file).replay(files.map((each) => new Uint8Array(readFileSync(each))));
  console.log(lineOf(outcome));
  show(outcome);
  return outcome.findings.length === 0 ? 0 : 1;
}

function lineOf({ name, runs, seconds, corpus, reached, findings }: Outcome): string {
  const rate = Math.round(runs / Math.max(seconds, 0.001));
  return `${name.padEnd(20)} ${seconds.toFixed(0).padStart(5)} s  ${String(runs).padStart(9)} runs  ${String(rate).padStart(7)}/s  corpus ${String(corpus).padStart(5)}  code ${String(reached).padStart(6)}  findings ${findings.length}`;
}

function show({ name, findings }: Outcome): void {
  for (const { file, problem } of findings)
    console.log(`    ${problem}\n      npm run fuzz -- ${name} --replay ${relative(process.cwd(), file)}`);
}

process.exitCode = await fuzz(process.argv.slice(2));
