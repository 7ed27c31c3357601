// Policy documents as technicians write them: every mistake is named, and what passes makes a judge that answers.
import { compileBundle } from '#policies/bundle/compile.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { createJudge } from '#policies/engine/judge.ts';
import { policyWith, requestOf, ruleOf } from '#tests/policies/support/judging.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const full = policyWith({
  rules: [
    ruleOf('a.example/x', { audience: '8b', from: 1, until: 2 }),
    ruleOf('c', { match: { kind: 'category', category: 'games' }, effect: 'allow', layer: 'group', audience: 'person:mia' }),
    ruleOf('d', { match: { kind: 'any' }, layer: 'decision' }),
    ruleOf('e', { match: { kind: 'list', list: 'homework' }, effect: 'allow', schedule: 'lunch' }),
    ruleOf('f', { match: { kind: 'range', range: '2001:db8::/32' } }),
    ruleOf('g', { match: { kind: 'expression', expression: '^a[.]example/(x|y){2,3}' } }),
  ],
  passThrough: ['bank.example'],
  calendar: {
    terms: [{ name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }],
    closed: [{ name: 'Half term', from: '2026-10-26', to: '2026-10-30' }],
  },
  schedules: [
    { id: 'lunch', name: 'Lunch', on: 'school-days', periods: ['1'] },
    { id: 'night', name: 'Night', days: ['fri', 'sat'], from: '22:00', to: '06:00' },
    { id: 'at-home', name: 'At home', place: 'off-site' },
  ],
  timed: [{ schedule: 'night', group: 'ks3', category: 'games', effect: 'block-unless-approved' }],
  lists: [{ id: 'homework', name: 'Homework', entries: ['a.example/x', '*.b.example'] }],
});
const row = { games: 'block' as const, chat: 'warn' as const };
const short = {
  ...full,
  groups: full.groups.filter(({ id }) => ['everyone', 'unknown', 'ks3', 'year-8', '8b'].includes(id)),
  periods: full.periods.slice(0, 2),
  grid: { ks3: row, unknown: row },
  unknownSites: { ks3: 'allow', unknown: 'warn' },
  obligations: Object.fromEntries(['ks3', 'unknown'].map((id) => [id, { safeSearch: true, videoRestriction: false }])),
};

export const fuzzTarget: FuzzTarget = {
  name: 'policy',
  /** A policy document as JSON. */
  once(bytes) {
    const policy = parsed(new TextDecoder().decode(bytes));
    if (policy === undefined) return;
    const compiled = compileBundle({
      school: 'greenfield',
      number: 1,
      madeAt: 0,
      policy: policy as PolicyDocument,
      lists: [],
      phraseLists: [],
    });
    if (!compiled.ok) return mustBe(compiled.problems.length > 0 && compiled.problems.every((each) => each !== ''), 'a refusal says why');
    const judge = createJudge(compiled.bundle);
    for (const who of ['8b', 'ks3', 'nobody']) {
      const request = requestOf(who, 'https://a.example/x');
      // Days on which clocks are changed, a leap day, a day out of term, the end of time.
      for (const at of [request.at, Date.UTC(2026, 9, 25, 1, 30), Date.UTC(2028, 1, 29, 12), Date.UTC(2027, 7, 1), 8.64e15])
        for (const place of ['on-site', 'off-site'] as const)
          mustBe(judge.judge({ ...request, at, place }).because.rule.id !== '', 'every question has an answer');
      judge.tunnel(request);
    }
  },
  json: true,
  seeds: [short, { ...short, rules: [] }].map((policy) => new TextEncoder().encode(JSON.stringify(policy))),
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
