import { roles, type Role } from '#policies/model/actor.ts';

interface RoleWords {
  readonly name: string;
  /** What the role is for, to choose by when somebody is invited. */
  readonly does: string;
}

const words: Readonly<Record<Role, RoleWords>> = {
  administrator: { name: 'Administrator', does: 'Looks after accounts, roster and devices. Sees nobody’s browsing.' },
  'safeguarding-lead': { name: 'Safeguarding lead', does: 'Looks daily, handles incidents, and may see a name with a reason.' },
  committee: { name: 'Committee member', does: 'Sees patterns without names, handles incidents, decides requests.' },
  head: { name: 'Head', does: 'Sees numbers, incidents, requests and the audit trail.' },
  governor: { name: 'Governor', does: 'Sees numbers and the policy.' },
  technician: { name: 'Technician', does: 'Keeps devices and the roster right. Sees nobody’s browsing.' },
  teacher: { name: 'Teacher', does: 'Asks for sites for their own classes.' },
  authority: { name: 'Local authority', does: 'Sees numbers only.' },
};

export function roleName(role: Role): string {
  return words[role].name;
}

export const roleChoices = roles.map((role) => ({ value: role, label: `${words[role].name}. ${words[role].does}` }));
