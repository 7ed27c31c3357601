// One structure with one list: what loading takes, what it keeps of memory, how many hosts a CPU second it answers, and
// whether it answers rightly.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadStructure, structures } from '../name-structures.ts';
import { answer, cpuSeconds, settledMemory } from './measuring.ts';
import { settings } from './settings.ts';

const order = await settings((message) =>
  z
    .object({ structure: z.enum(structures), source: z.string(), questions: z.string(), packages: z.string(), seconds: z.number() })
    .parse(message),
);
try {
  const lines = readFileSync(order.questions, 'latin1').split('\n');
  // New strings, flat ones, as a request brings them.
  const questions = lines.map((line) => Buffer.from(line.slice(1), 'latin1').toString('latin1'));
  const before = await settledMemory();
  const [cpu, from] = [cpuSeconds(), performance.now()];
  const lookup = await loadStructure(order.structure, order.source, order.packages);
  const [loadCpu, loadSeconds] = [cpuSeconds() - cpu, (performance.now() - from) / 1_000];
  const after = await settledMemory();
  const wrong = lines.filter((line, at) => lookup(questions[at] ?? '') !== line.startsWith('+')).length;
  let [hits, asked] = [0, 0];
  const round = (): void => {
    for (const host of questions) if (lookup(host)) hits++;
    asked += questions.length;
  };
  const until = (seconds: number): void => {
    for (const end = performance.now() + seconds * 1_000; performance.now() < end;) round();
  };
  until(Math.min(1, order.seconds));
  [hits, asked] = [0, 0];
  const beginning = cpuSeconds();
  until(order.seconds);
  answer({
    loadCpu,
    loadSeconds,
    resident: after.resident - before.resident,
    live: after.live - before.live,
    perSecond: asked / (cpuSeconds() - beginning),
    hitShare: hits / asked,
    wrong,
    questions: questions.length,
  });
} catch (problem) {
  answer({ failed: problem instanceof Error ? (problem.message.split('\n')[0] ?? '') : String(problem) });
}
