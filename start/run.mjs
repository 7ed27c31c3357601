// `npm run build`, `check`, `bench -- NAME`, `conformance -- NAME`, `fuzz -- NAME`, `mutation -- FILE`.
import { bringUp } from './bring-up.mjs';
import { runChecks } from './checks.mjs';
import { runOn } from './launch.mjs';
import { inProject } from './project.mjs';
import { Trouble, orOneSentence } from './trouble.mjs';

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const runs = {
  async build() {
    await bringUp({ builds: true, anew: true });
    return 0;
  },
  async check(args) {
    return runChecks(await bringUp({ builds: false, dev: true }), args);
  },
  async bench(args) {
    return runOn(await bringUp({ builds: true, dev: true }), [inProject('tests/bench/run.ts'), ...args]);
  },
  async conformance(args) {
    return runOn(await bringUp({ builds: true, dev: true }), [inProject('tests/conformance/run.ts'), ...args]);
  },
  async fuzz(args) {
    return runOn(await bringUp({ builds: false, dev: true }), [inProject('tests/fuzz/run.ts'), ...args]);
  },
  async mutation(args) {
    return runOn(await bringUp({ builds: false, dev: true }), [inProject('tests/mutation/run.ts'), ...args]);
  },
};

await orOneSentence(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const run = runs[name];
  if (!run) throw new Trouble(`There is no run called "${name}": use one of ${Object.keys(runs).join(', ')}.`);
  return run(args);
});
