// The parts of a policy that people edit by hand in the dashboard, each by itself.
import type { z } from 'zod';
import type { policyPartsSchema } from '../contracts/dashboard-api.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { policyChanges } from './policy-changes.ts';

export type PolicyParts = z.output<typeof policyPartsSchema>;
export type PolicyPart = keyof PolicyParts;

export const policyParts: readonly PolicyPart[] = [
  'periods',
  'calendar',
  'schedules',
  'grid',
  'timed',
  'unknownSites',
  'obligations',
  'lists',
];

/** The policy with some of its parts in place of its own. */
export function withParts(policy: PolicyDocument, parts: PolicyParts): PolicyDocument {
  const given = Object.entries(parts).filter(([part, value]) => value !== undefined && (policyParts as readonly string[]).includes(part));
  return { ...policy, ...(Object.fromEntries(given) as Partial<PolicyDocument>) };
}

/** Which parts mean something else afterwards. */
export function partsChanged(before: PolicyDocument, after: PolicyDocument): PolicyPart[] {
  const changed = new Set(policyChanges(before, after).map(({ part }) => part));
  return policyParts.filter((part) => changed.has(part));
}
