import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { keepRunning, type KeptProcess } from '#main/processes/keep-running.ts';
import { eventually } from '../support/events.ts';

let kept: KeptProcess | null = null;
let lines: { line: string; at: number }[] = [];
afterEach(() => kept?.stop(100));

function keepOddChild(): KeptProcess {
  lines = [];
  const module = fileURLToPath(new URL('./children/odd-child.ts', import.meta.url));
  kept = keepRunning({
    name: 'The child',
    module,
    execArgv: [],
    env: process.env,
    tell: (line) => lines.push({ line, at: performance.now() }),
  });
  return kept;
}

test('a process that dies again and again is started again more and more slowly, and never after it was stopped', async () => {
  const child = keepOddChild();
  expect(await child.start(() => ({ habit: 'dies-soon' }))).toBeNull();
  await eventually('five ends', () => lines.length >= 5, 20_000);
  expect(lines[0]?.line).toBe('The child ended (exit code 3); starting it again.');
  const pauses = lines.slice(1, 5).map(({ at }, index) => at - (lines[index]?.at ?? 0));
  expect(pauses[3]).toBeGreaterThan(400);
  await child.stop(1_000);
  const told = lines.length;
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(lines.length).toBe(told);
});

test('a process that cannot start says why, in one sentence', async () => {
  expect(await keepOddChild().start(() => ({ habit: 'port-taken' }))).toBe(
    'Port 80 on 127.0.0.1 is in use by another program: stop it, or choose another port in the settings.',
  );
});

test('a process that is renewed ends in good order and starts with new parameters, without a word', async () => {
  const child = keepOddChild();
  let asked = 0;
  await child.start(() => {
    asked += 1;
    return { habit: 'well' };
  });
  child.renew();
  await eventually('new parameters are asked for', () => asked === 2, 10_000);
  expect(lines).toEqual([]);
});

test('a process that does not end in good order is killed when patience is over', async () => {
  const child = keepOddChild();
  await child.start(() => ({ habit: 'never-ends' }));
  const from = performance.now();
  await child.stop(300);
  expect(performance.now() - from).toBeGreaterThan(250);
  expect(performance.now() - from).toBeLessThan(2_000);
});
