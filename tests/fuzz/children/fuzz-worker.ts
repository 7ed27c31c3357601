// One target in a thread of its own, which whoever watches can end when an input never does.
import { parentPort, workerData } from 'node:worker_threads';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { keptCorpus, targetIn } from '../fuzz-files.ts';
import { Fuzzing } from '../fuzzing.ts';

const order = z
  .object({
    file: z.string(),
    seed: z.number(),
    /** Two 32-bit numbers: how many runs began, and the length of the input that is running (-1: none); then the input itself. */
    state: z.instanceof(SharedArrayBuffer),
    /** Inputs to run once each in place of fuzzing. */
    replay: z.array(z.instanceof(Uint8Array)).optional(),
  })
  .parse(workerData);

const target = targetIn(order.file);
if (target === null) throw new Error(`${order.file} exports no fuzzTarget.`);
const numbers = new Int32Array(order.state, 0, 2);
const running = new Uint8Array(order.state, 8);

const fuzzing = new Fuzzing(target, order.seed, {
  began(bytes) {
    running.set(bytes.subarray(0, running.length));
    Atomics.store(numbers, 1, bytes.length);
    Atomics.add(numbers, 0, 1);
  },
  ended: () => void Atomics.store(numbers, 1, -1),
  kept: (bytes) => parentPort?.postMessage({ kind: 'kept', bytes }),
  failed: (bytes, problem) => parentPort?.postMessage({ kind: 'failed', bytes, problem }),
});

if (order.replay === undefined) {
  await fuzzing.begin(keptCorpus(target.name));
  // Ends when the thread is ended.
  for (let told = 0; ;) {
    await fuzzing.step();
    if (performance.now() - told < 500) continue;
    told = performance.now();
    parentPort?.postMessage({ kind: 'figures', ...fuzzing.figures });
    await turn();
  }
}
await fuzzing.replay(order.replay);
parentPort?.postMessage({ kind: 'figures', ...fuzzing.figures });
