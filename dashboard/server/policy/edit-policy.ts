// An edit of some parts of the policy by a person. Others may change other parts meanwhile (every approval adds a rule): only
// somebody who changed the same part is in the way.
import { policyChanges } from '#policies/workflows/policy-changes.ts';
import { partsChanged, withParts, type PolicyPart, type PolicyParts } from '#policies/workflows/policy-parts.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { conflict, noPolicyYet, Problem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { policyAudit } from './policy-audit.ts';
import { publishPolicy } from './publish.ts';

const mostTries = 10;

const partNames: Readonly<Record<PolicyPart, string>> = {
  grid: 'the grid',
  unknownSites: 'sites on no list',
  obligations: 'safe search and restricted video',
  timed: 'the timed entries',
  schedules: 'the schedules',
  periods: 'the periods',
  calendar: 'the calendar',
  lists: 'the school’s lists',
};

export async function editPolicy(
  services: Services,
  school: SchoolStore,
  edit: { readonly base: number; readonly change: PolicyParts; readonly why: string; readonly by: string; readonly at: number },
): Promise<{ readonly version: number; readonly bundle: number } | Problem> {
  const { base, change, why, by, at } = edit;
  const lists = await services.lists();
  for (let tries = 0; tries < mostTries; tries++) {
    const current = await school.policies.current();
    if (!current) return noPolicyYet;
    const from = current.version === base ? current.policy : await school.policies.version(base);
    if (from === null) return conflict(`There is no version ${base} of the policy. Load the page again.`);
    const touched = partsChanged(from, withParts(from, change));
    const taken = touched.filter((part) => partsChanged(from, current.policy).includes(part));
    if (taken.length > 0) {
      const names = taken.map((part) => partNames[part]).join(' and ');
      return conflict(`Somebody else changed ${names} meanwhile; version ${current.version} is in force. Nothing of yours was saved.`);
    }
    // A part that was sent as it was stays as it is now.
    const policy = withParts(current.policy, Object.fromEntries(touched.map((part) => [part, change[part]])));
    const changes = policyChanges(current.policy, policy);
    if (changes.length === 0) return { version: current.version, bundle: await school.policies.latestBundleNumber() };
    const published = await publishPolicy(school, lists, policy, current.version, by, at);
    if (published.ok) {
      services.watch.published(school.school.id, published.bundle);
      const version = current.version + 1;
      await school.audit.add(policyAudit({ by, at, version, changes, why }));
      return { version, bundle: published.bundle };
    }
    if (published.why === 'problems')
      return new Problem(422, 'The policy would not hold together', published.problems.join(' '), { problems: published.problems });
  }
  return conflict('The policy is being changed by others all the time. Try again in a minute.');
}
