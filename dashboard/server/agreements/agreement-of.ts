// Which text of acceptable use is whose.
import type { OwnAgreement } from '#policies/contracts/agreement-api.ts';
import { everyone } from '#policies/model/group.ts';
import type { WrittenAgreement } from '#store/agreement-store.ts';
import type { Person, SchoolStore } from '#store/school-store.ts';
import type { OpenedBundle } from '../policy/bundle-shelf.ts';

/** The newest text of each audience. @param written newest first */
export function inForce(written: readonly WrittenAgreement[]): Map<string, WrittenAgreement> {
  const newest = new Map<string, WrittenAgreement>();
  for (const agreement of written) if (!newest.has(agreement.audience)) newest.set(agreement.audience, agreement);
  return newest;
}

/** The text of a person's narrowest group that has one. */
export function agreementOf(
  person: Person,
  { judge }: OpenedBundle,
  newest: ReadonlyMap<string, WrittenAgreement>,
): WrittenAgreement | null {
  const groups = judge.groupsOf({ id: person.id, groups: person.groups });
  for (const group of [...groups, everyone]) {
    const agreement = newest.get(group);
    if (agreement !== undefined) return agreement;
  }
  return null;
}

export async function ownAgreement(school: SchoolStore, person: Person, opened: OpenedBundle): Promise<OwnAgreement | null> {
  const agreement = agreementOf(person, opened, inForce(await school.agreements.list()));
  if (agreement === null) return null;
  const accepted = await school.agreements.acceptance(agreement.id, person.id);
  const { id, texts, parents } = agreement;
  return { id, texts, parents, acceptedAt: accepted?.acceptedAt ?? null, parentAt: accepted?.parentAt ?? null };
}
