import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { conflict, noPolicyYet, Problem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { publishPolicy } from './publish.ts';

const mostTries = 10;

/** Edits the newest policy and publishes it, again on top of what somebody else saved meanwhile; wakes the devices that wait. Gives the bundle's number. */
export async function publishHere(
  services: Services,
  school: SchoolStore,
  edit: (policy: PolicyDocument) => PolicyDocument,
  by: string,
  at: number,
): Promise<number | Problem> {
  const lists = await services.lists();
  for (let tries = 0; tries < mostTries; tries++) {
    const current = await school.policies.current();
    if (!current) return noPolicyYet;
    const published = await publishPolicy(school, lists, edit(current.policy), current.version, by, at);
    if (published.ok) {
      services.watch.published(school.school.id, published.bundle);
      return published.bundle;
    }
    if (published.why === 'problems')
      return new Problem(422, 'The policy would not hold together', published.problems.join(' '), { problems: published.problems });
  }
  return conflict('The policy is being changed by others all the time. Try again in a minute.');
}
