// The names that the school gave to what a rule is about.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { RuleRef } from '../model/verdict.ts';

/** Of the group that the rule is for and of the schedule that it holds in, where there are such. */
export function schoolNames(policy: PolicyDocument, rule: RuleRef): { readonly audienceName?: string; readonly scheduleName?: string } {
  const audience = policy.groups.find(({ id }) => id === rule.audience);
  const holdsIn = rule.schedule ?? policy.rules.find(({ id }) => id === rule.id)?.schedule;
  const schedule = policy.schedules?.find(({ id }) => id === holdsIn);
  return {
    ...(audience === undefined ? {} : { audienceName: audience.name }),
    ...(schedule === undefined ? {} : { scheduleName: schedule.name }),
  };
}
