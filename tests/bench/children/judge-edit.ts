// One rule more: from the changed policy to the first verdict by it, as the server (compiles, signs) and an enforcement point
// (verifies, opens, judges) do it together; and how much memory that takes at most.
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { openBundle, signBundle } from '#policies/bundle/signed-bundle.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { Rule } from '#policies/model/rule.ts';
import { CategoryTable } from '#policies/table/category-table.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { bundleOf, mandatoryLists, people, schoolPolicy, thursday } from '../judge-policy.ts';
import { answer, cpuSeconds, peakResident, resetPeak, settledMemory } from './measuring.ts';
import { settings } from './settings.ts';

const order = await settings((message) => z.object({ table: z.string(), popular: z.string() }).parse(message));
const keys = generateKeyPairSync('ed25519');
const table = CategoryTable.open(readFileSync(order.table));
if ('problem' in table) throw new Error(table.problem);
const holdings = { names: new ListedNames(table), mandatory: mandatoryLists(table.head.seed), phraseLists: [] };
const policy = schoolPolicy(readFileSync(order.popular, 'utf8').split('\n').filter(Boolean));
const target = parseTarget('https://new-rule.example/');
const [subject] = people;
if (target === null || subject === undefined) throw new Error('nobody to ask for');
const request = { subject, target, destination: 'document', initiator: null, at: thursday } as const;

let judge = createJudge(bundleOf(policy, 1), holdings);
const times: { milliseconds: number; cpu: number }[] = [];
const before = judge.judge(request).effect;
const { resident } = await settledMemory();
resetPeak();
for (let number = 2; number <= 12; number++) {
  const rule: Rule = {
    id: `edit-${number}`,
    layer: 'decision',
    effect: number % 2 === 0 ? 'block' : 'warn',
    match: { kind: 'host', host: 'new-rule.example', path: null },
    audience: 'everyone',
    from: null,
    until: null,
    origin: { kind: 'policy', name: 'Edit' },
    reason: null,
  };
  const [cpu, from] = [cpuSeconds(), performance.now()];
  const signed = await signBundle(bundleOf({ ...policy, rules: [...policy.rules, rule] }, number), async (bytes) =>
    sign(null, bytes, keys.privateKey),
  );
  const opened = await openBundle(signed, { school: 'greenfield', newerThan: number - 1 }, async (bytes, signature) =>
    verify(null, bytes, keys.publicKey, signature),
  );
  if (!opened.ok) throw new Error(opened.problem);
  judge = createJudge(opened.bundle, holdings);
  if (judge.judge(request).effect !== rule.effect) throw new Error('The edit is not in force.');
  times.push({ milliseconds: performance.now() - from, cpu: (cpuSeconds() - cpu) * 1_000 });
}
const peak = peakResident();
const milliseconds = times.map((time) => time.milliseconds);
answer({
  before,
  first: milliseconds[0],
  median: milliseconds.toSorted((a, b) => a - b)[Math.floor(milliseconds.length / 2)],
  longest: Math.max(...milliseconds),
  resident,
  peakShare: peak / resident - 1,
  entries: table.head.entries,
});
