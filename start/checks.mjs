// `npm run check`: what a machine can say about the code without running the product.
import { collect } from './collect.mjs';
import { inProject, projectRoot } from './project.mjs';

/** @type {readonly { name: string, tool: string, args: readonly string[] }[]} */
export const checks = [
  { name: 'types', tool: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'lint', tool: 'oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings', '--report-unused-disable-directives'] },
  { name: 'walls and house rules', tool: 'vitest/vitest.mjs', args: ['run', 'tests/house'] },
  { name: 'unused code', tool: 'knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'format', tool: 'oxfmt/bin/oxfmt', args: ['--check'] },
];

/** Runs every check, shows what the failing ones say, and gives the exit code. @param {string} node @param {readonly string[]} only names to run, or none for all */
export async function runChecks(node, only) {
  const chosen = checks.filter(({ name }) => only.length === 0 || only.includes(name.split(' ')[0] ?? name));
  let failures = 0;
  for (const { name, tool, args } of chosen) {
    const from = performance.now();
    const { code, output } = await collect(node, [inProject('node_modules', tool), ...args], { cwd: projectRoot });
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
    if (code === 0) continue;
    failures += 1;
    process.stdout.write(`${output.trimEnd()}\n`);
  }
  return failures === 0 && chosen.length > 0 ? 0 : 1;
}
