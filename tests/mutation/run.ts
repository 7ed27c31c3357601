// `npm run mutation -- [FILE…] [--tests GLOB…] [--without-static] [--concurrency N]`: which changes of the judge no test notices.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explanations, summaryOf } from './survivors.ts';
import { mutants } from './stryker.ts';

const everyTestOfTheJudge = ['tests/policies/**/*.test.ts', 'tests/golden/engine.test.ts'];
const { values, positionals } = parseArgs({
  options: {
    concurrency: { type: 'string', default: '2' },
    tests: { type: 'string', multiple: true, default: everyTestOfTheJudge },
    'without-static': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const files = positionals.length > 0 ? positionals : ['policies/engine/**/*.ts'];
const explained = explanations(readFileSync(join(import.meta.dirname, 'looked-at.txt'), 'utf8'));
const summary = summaryOf(
  await mutants(files, {
    concurrency: Math.max(1, Number(values.concurrency) || 1),
    tests: values.tests,
    static: !values['without-static'],
  }),
  explained,
);
console.log(summary.text);
process.exitCode = summary.unexplained === 0 ? 0 : 1;
