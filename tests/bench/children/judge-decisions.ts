// The judge with a school's full policy and all lists in force, asked by a thousand people in the course of a lesson.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { AccessRequest } from '#policies/model/access-request.ts';
import { CategoryTable, noSet } from '#policies/table/category-table.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { NameHasher } from '#policies/table/name-hash.ts';
import { bundleOf, mandatoryLists, people, schoolPolicy, thursday } from '../judge-policy.ts';
import { addressesHalfListed } from '../judge-questions.ts';
import { answer, cpuSeconds, quantile, settledMemory } from './measuring.ts';
import { settings } from './settings.ts';

const order = await settings((message) =>
  z
    .object({ table: z.string(), addresses: z.string(), popular: z.string(), categoryLists: z.string(), seconds: z.number() })
    .parse(message),
);
const table = CategoryTable.open(readFileSync(order.table));
if ('problem' in table) throw new Error(table.problem);
const names = new ListedNames(table);
const hasher = new NameHasher(names.seed);
const isListed = (host: string): boolean => {
  hasher.read(host);
  for (let i = hasher.count - 1; i >= 0; i--) if (names.setOf(hasher.hi[i] ?? 0, hasher.lo[i] ?? 0) !== noSet) return true;
  return false;
};
const addresses = addressesHalfListed(order, 100_000, isListed);
const popular = readFileSync(order.popular, 'utf8').split('\n').filter(Boolean);
const judge = createJudge(bundleOf(schoolPolicy(popular), 1), { names, mandatory: mandatoryLists(table.head.seed), phraseLists: [] });

/** As an enforcement point makes them: new objects, a few milliseconds apart, half an hour in all. */
function requests(withPath: boolean): AccessRequest[] {
  return addresses.flatMap((url, number) => {
    const target = parseTarget(url);
    const subject = people[(number * 7) % people.length];
    if (target === null || subject === undefined) return [];
    return [
      {
        subject: { ...subject },
        target: withPath ? target : { ...target, path: null },
        destination: 'document',
        initiator: null,
        at: thursday + number * 18,
      },
    ];
  });
}

function perCpuSecond(questions: readonly AccessRequest[]): { perSecond: number; blocked: number } {
  let [asked, blocked] = [0, 0];
  const round = (): void => {
    for (const question of questions) if (judge.judge(question).effect === 'block') blocked++;
    asked += questions.length;
  };
  const until = (seconds: number): void => {
    for (const end = performance.now() + seconds * 1_000; performance.now() < end;) round();
  };
  until(1);
  [asked, blocked] = [0, 0];
  const from = cpuSeconds();
  until(order.seconds);
  return { perSecond: asked / (cpuSeconds() - from), blocked: blocked / asked };
}

/** Every single call timed by itself, the machine's own hiccups included. Microseconds. */
function latencies(questions: readonly AccessRequest[]): { p50: number; p99: number; p999: number; longest: number } {
  const times = new Float64Array(questions.length * 5);
  for (let round = 0, at = 0; round < 5; round++) {
    for (const question of questions) {
      const from = performance.now();
      judge.judge(question);
      times[at++] = (performance.now() - from) * 1_000;
    }
  }
  times.sort();
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), p999: quantile(times, 0.999), longest: times.at(-1) ?? Number.NaN };
}

function clockItself(): number {
  const times = Float64Array.from({ length: 200_000 }, () => {
    const from = performance.now();
    return (performance.now() - from) * 1_000;
  }).sort();
  return quantile(times, 0.5);
}

/** From the text of an address to its verdict. */
function fromText(questions: readonly AccessRequest[]): number {
  let asked = 0;
  const from = cpuSeconds();
  for (const end = performance.now() + order.seconds * 1_000; performance.now() < end;) {
    questions.forEach((question, at) => {
      const target = parseTarget(addresses[at] ?? '');
      if (target !== null) judge.judge({ ...question, target });
    });
    asked += questions.length;
  }
  return asked / (cpuSeconds() - from);
}

const results = [false, true].map((withPath) => {
  const questions = requests(withPath);
  return { ...perCpuSecond(questions), ...latencies(questions) };
});
const [hosts, pages] = results;
const memory = await settledMemory();
answer({
  hosts,
  pages,
  fromText: fromText(requests(true)),
  clock: clockItself(),
  listed: addresses.filter((url) => isListed(parseTarget(url)?.host ?? '')).length / addresses.length,
  resident: memory.resident,
});
