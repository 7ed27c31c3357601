// A judge of a small policy, and the shortest way to ask it.
import { compileBundle } from '#policies/bundle/compile.ts';
import type { Bundle, CategoryList } from '#policies/contracts/bundle.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { parseDomainList } from '#policies/lists/parse-list.ts';
import type { AccessRequest } from '#policies/model/access-request.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Target } from '#policies/model/target.ts';
import type { Verdict } from '#policies/model/verdict.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';

/** Thursday 5 November 2026, 11:30 in London. */
export const thursday = Date.UTC(2026, 10, 5, 11, 30);

/** The starter policy of a school with the classes 8B and 8C. */
export const policyWith = (change: Partial<PolicyDocument> = {}): PolicyDocument => ({
  ...starterPolicy,
  groups: [
    ...starterPolicy.groups,
    { id: '8b', name: '8B', kind: 'class', parent: 'year-8' },
    { id: '8c', name: '8C', kind: 'class', parent: 'year-8' },
  ],
  ...change,
});

/** A list of a category from lines of text. */
export const listOf = (category: string, ...lines: string[]): CategoryList =>
  parseDomainList(lines.join('\n'), { id: `test-${category}`, name: `Test ${category}`, category }).list;

let rulesMade = 0;
/** A school rule that blocks a host for everyone, unless told otherwise. */
export const ruleOf = (host: string, change: Partial<Rule> = {}): Rule => ({
  id: `rule-${++rulesMade}`,
  layer: 'school',
  effect: 'block',
  match: { kind: 'host', host: host.split('/')[0] ?? host, path: host.includes('/') ? host.slice(host.indexOf('/')) : null },
  audience: 'everyone',
  from: null,
  until: null,
  origin: { kind: 'built-in', name: 'Test' },
  reason: null,
  ...change,
});

export function bundleOf(
  parts: { policy?: Partial<PolicyDocument>; lists?: readonly CategoryList[]; phraseLists?: readonly PhraseList[] } = {},
): Bundle {
  const compiled = compileBundle({
    school: 'greenfield',
    number: 7,
    madeAt: 0,
    policy: policyWith(parts.policy),
    lists: [...(parts.lists ?? [])],
    phraseLists: [...(parts.phraseLists ?? [])],
  });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  return compiled.bundle;
}

export const judgeOf = (parts: Parameters<typeof bundleOf>[0] = {}): Judge => createJudge(bundleOf(parts));

export function targetOf(url: string): Target {
  const target = parseTarget(url.includes('://') ? url : `https://${url}`);
  if (target === null) throw new Error(`${url} is no address.`);
  return target;
}

export const requestOf = (who: string, url: string, change: Partial<AccessRequest> = {}): AccessRequest => ({
  subject: { id: 'mia', groups: [who] },
  target: targetOf(url),
  destination: 'document',
  initiator: null,
  at: thursday,
  ...change,
});

export const ask = (judge: Judge, who: string, url: string, at: number = thursday): Verdict => judge.judge(requestOf(who, url, { at }));
