import type { Role } from '../model/actor.ts';

/** What an actor may do. Every route of the dashboard names one; the table below is the only place that grants them. */
export const permissions = [
  'see-overview', // counts by category and phase, no person
  'see-events', // single events with pseudonyms
  'unmask', // the name behind a pseudonym, with a reason that is audited
  'see-incidents',
  'read-reports', // what people told the school, with their names where they gave them
  'handle-incidents', // open, note, outcome
  'export-evidence', // an incident as a signed pack, with a reason that is audited
  'ask-for-site', // whitelist requests of one's own
  'see-requests', // everybody's requests
  'decide-requests',
  'answer-for-lead', // requests that only the safeguarding lead answers
  'see-jobs', // what the system does later or for a long time
  'manage-jobs', // end one before its time
  'sponsor-guests', // make a voucher for a visitor, see all of them, end them
  'see-devices',
  'see-audit',
  'see-policy',
  'edit-policy', // the grid, schedules, lists; with a reason that is audited
  'see-accounts',
  'manage-accounts',
  'manage-roster',
  'manage-agreements', // write texts of acceptable use, see who accepted, record parents’ signatures
] as const;
export type Permission = (typeof permissions)[number];

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
