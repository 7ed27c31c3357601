// `npm test`: everything that is missing, Chromium too, then every test; `npm test -- tests/store` runs a part.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { bringUp } from './bring-up.mjs';
import { bringChromium, needsChromium } from './chromium.mjs';
import { runOn } from './launch.mjs';
import { inProject } from './project.mjs';
import { countTests, isGood, summaryOf } from './test-report.mjs';
import { orOneSentence } from './trouble.mjs';

const reportFile = inProject('dist/test-report.json');

await orOneSentence(async () => {
  const args = process.argv.slice(2);
  const node = await bringUp({ builds: true, dev: true });
  if (needsChromium(args)) process.env.CHROMIUM = bringChromium();
  mkdirSync(inProject('dist'), { recursive: true });
  rmSync(reportFile, { force: true });
  const vitest = inProject('node_modules/vitest/vitest.mjs');
  const exitCode = await runOn(node, [
    vitest,
    'run',
    '--root',
    inProject(),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...args,
  ]);
  const counts = countTests(readReport(), exitCode);
  process.stdout.write(`${summaryOf(counts)}\n`);
  const picksByName = args.some((arg) => arg === '-t' || arg.startsWith('--testNamePattern'));
  return exitCode === 0 && isGood(counts, { picksByName }) ? 0 : 1;
});

function readReport() {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return null;
  }
}
