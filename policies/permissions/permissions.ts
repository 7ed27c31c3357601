import type { Role } from '../model/actor.ts';

/** What an actor may do. Every route of the dashboard names one; the table below is the only place that grants them. */
export const permissions = [
  'see-overview',
  'see-events',
  'unmask',
  'see-incidents',
  'read-reports',
  'handle-incidents',
  'export-evidence',
  'ask-for-site',
  'see-requests',
  'decide-requests',
  'answer-for-lead',
  'see-jobs',
  'manage-jobs',
  'sponsor-guests',
  'see-devices',
  'see-audit',
  'see-policy',
  'edit-policy',
  'see-accounts',
  'manage-accounts',
  'manage-roster',
  'manage-agreements',
] as const;
export type Permission = (typeof permissions)[number];

/** What each is, for people; `docs/roles.md` shows them. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  'see-overview': 'Counts by category and phase; no person',
  'see-events': 'Single events, with pseudonyms in place of names',
  unmask: 'The name behind a pseudonym, with a reason that goes into the audit trail',
  'see-incidents': 'Incidents and what was done about them',
  'read-reports': 'What people told the school, with their names where they gave them',
  'handle-incidents': 'Open an incident, add to it, give it an outcome',
  'export-evidence': 'Take an incident out as a signed pack, with a reason that goes into the audit trail',
  'ask-for-site': 'Ask for sites and plan lessons of one’s own',
  'see-requests': 'Everybody’s requests and plans',
  'decide-requests': 'Answer requests and plans',
  'answer-for-lead': 'Answer what only the safeguarding lead answers',
  'see-jobs': 'What the system does later or for a long time',
  'manage-jobs': 'End a job before its time',
  'sponsor-guests': 'Give vouchers to visitors, see and end them',
  'see-devices': 'Devices and how they are; no person',
  'see-audit': 'The audit trail',
  'see-policy': 'The policy and its earlier versions',
  'edit-policy': 'Change the policy, with a reason that goes into the audit trail',
  'see-accounts': 'Who may sign in',
  'manage-accounts': 'Invite, change and close accounts',
  'manage-roster': 'Import people and classes',
  'manage-agreements': 'Write rules for acceptable use, see who accepted, record parents’ signatures',
};

/**
 * Role → permissions, after how schools are told to work: the safeguarding lead looks daily and may name a pupil with a
 * reason; the committee sees patterns and decides; the technician keeps the system running and sees nobody's browsing;
 * governors and the authority see numbers only. The policy is changed by those who answer for it: the committee, the
 * safeguarding lead and the head. Whoever runs the system carries changes out, as a file on the server, and does not decide.
 */
const granted: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: [
    'see-overview',
    'see-requests',
    'see-jobs',
    'manage-jobs',
    'sponsor-guests',
    'see-devices',
    'see-audit',
    'see-policy',
    'see-accounts',
    'manage-accounts',
    'manage-roster',
    'manage-agreements',
  ],
  'safeguarding-lead': [
    'see-overview',
    'see-events',
    'unmask',
    'see-incidents',
    'read-reports',
    'handle-incidents',
    'export-evidence',
    'ask-for-site',
    'see-requests',
    'decide-requests',
    'answer-for-lead',
    'see-jobs',
    'sponsor-guests',
    'see-devices',
    'see-audit',
    'see-policy',
    'edit-policy',
    'manage-agreements',
  ],
  committee: [
    'see-overview',
    'see-events',
    'see-incidents',
    'handle-incidents',
    'see-requests',
    'decide-requests',
    'sponsor-guests',
    'see-devices',
    'see-audit',
    'see-policy',
    'edit-policy',
  ],
  head: [
    'see-overview',
    'see-incidents',
    'export-evidence',
    'see-requests',
    'sponsor-guests',
    'see-devices',
    'see-audit',
    'see-policy',
    'edit-policy',
    'see-accounts',
    'manage-agreements',
  ],
  governor: ['see-overview', 'see-policy'],
  technician: ['see-jobs', 'manage-jobs', 'sponsor-guests', 'see-devices', 'see-policy', 'manage-roster'],
  teacher: ['ask-for-site', 'sponsor-guests'],
  authority: ['see-overview'],
};

/** Whether a role may do something. Pure: the same answer in the server, in the web app's menus and in the documentation. */
export function can(role: Role, permission: Permission): boolean {
  return granted[role].includes(permission);
}
