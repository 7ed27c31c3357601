// What the dashboard's server and its web app say to each other. All bodies are JSON; errors are RFC 9457 problems
// (`application/problem+json`: `title`, `status`, `detail` in plain words, `id` that is also in the operators' log).
import { z } from 'zod';
import { roles } from '../model/actor.ts';
import { groupSchema } from '../model/group.ts';
import { permissions } from '../permissions/permissions.ts';
import { accessEventSchema, eventKinds } from './access-event.ts';
import { heartbeatRequestSchema } from './extension-api.ts';
import { incidentOutcomes, incidentSchema } from './incident.ts';
import { policySchema } from './policy-document.ts';
import { dryRunSchema, lessonRefSchema, readinessSchema, whitelistRequestSchema } from './whitelist-request.ts';

/** GET /api/me → who is signed in. 401 when nobody is. */
export const meSchema = z.object({
  account: z.string(),
  name: z.string(),
  role: z.enum(roles),
  permissions: z.array(z.enum(permissions)),
  /** The words and the calendar that every page tells things in: zone, names of groups and of periods. Nobody's name. */
  school: z.object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    groups: z.array(groupSchema),
    periods: z.array(z.object({ id: z.string(), name: z.string(), from: z.string(), to: z.string() })),
  }),
  /** The server's clock when it answered, epoch ms: pages tell "3 minutes ago" by it, not by the client's clock. */
  now: z.number(),
  /** The account has no password yet (it came by a one-time link). */
  needsPassword: z.boolean(),
});
/** POST /api/session → meSchema; sets the cookie. DELETE /api/session → 204. */
export const signInSchema = z.object({ email: z.string().max(200), password: z.string().max(500) });
/** POST /api/session/one-time → meSchema; a link signs in once. */
export const oneTimeSchema = z.object({ token: z.string().max(200) });
/** POST /api/me/password → 204. `current` is needed when the account has a password already (`needsPassword` is false). */
export const passwordSchema = z.object({
  password: z.string().min(12, 'Use at least 12 characters.').max(500),
  current: z.string().max(500).optional(),
});

/** GET /api/overview?days=14 (see-overview): numbers only. */
export const overviewSchema = z.object({
  from: z.number(),
  until: z.number(),
  series: z.array(
    z.object({ day: z.string(), phase: z.string(), category: z.string().nullable(), kind: z.enum(eventKinds), count: z.number() }),
  ),
  waitingRequests: z.number(),
  /** Plans of lessons in which a site waits for an answer, and how many of them went to the head because nobody answered. */
  waitingPlans: z.number(),
  passedOnPlans: z.number(),
  openIncidents: z.number(),
  silentDevices: z.number(),
  /** Whose requests cross the proxy while their extension is silent. */
  unguardedDevices: z.number(),
  devices: z.number(),
  /** Whether anybody is told by e-mail: a mail server is set, how many safeguarding leads have an account, what could not be sent. */
  messages: z.object({ mailServer: z.boolean(), leads: z.number(), failed: z.number() }),
});

/** GET /api/messages (see-jobs), newest first, without their text; POST /api/messages/:id/again (manage-jobs) → 204. */
export const messagesSchema = z.object({
  mailServer: z.boolean(),
  messages: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      to: z.string(),
      subject: z.string(),
      state: z.enum(['waiting', 'sent', 'failed']),
      attempts: z.number(),
      dueAt: z.number(),
      acceptedAt: z.number().nullable(),
      said: z.string().nullable(),
    }),
  ),
});

/** An event as committee views show it: the subject is a pseudonym ("Pupil 3F7A"), never a name. */
export const eventViewSchema = accessEventSchema.omit({ subject: true, clientAddress: true }).extend({ pseudonym: z.string() });
/** GET /api/events?kind=&category=&phase=&from=&until=&cursor=&limit= (see-events; audited). */
export const eventsPageSchema = z.object({ events: z.array(eventViewSchema), next: z.string().nullable() });
/** GET /api/events/:id (see-events) → eventDetailSchema. POST /api/events/:id/unmask (unmask) → unmaskedSchema. */
export const eventDetailSchema = z.object({ event: eventViewSchema, incidents: z.array(z.string()) });
export const unmaskSchema = z.object({ reason: z.string().min(10, 'Say why in at least 10 characters.').max(500) });
export const unmaskedSchema = z.object({
  name: z.string(),
  groups: z.array(z.string()),
  device: z.string().nullable(),
  clientAddress: z.string().nullable(),
});

/** GET /api/incidents → { incidents } ; GET /api/incidents/:id → incidentDetailSchema (see-incidents). */
export const incidentsSchema = z.object({
  incidents: z.array(incidentSchema.omit({ subject: true }).extend({ pseudonym: z.string().nullable() })),
});
export const incidentDetailSchema = z.object({
  incident: incidentSchema.omit({ subject: true }).extend({ pseudonym: z.string().nullable() }),
  events: z.array(eventViewSchema),
  /** Account id → name, for the trail. */
  people: z.record(z.string(), z.string()),
});
/** POST /api/incidents → { id } (handle-incidents). */
export const openIncidentSchema = z.object({ event: z.string(), title: z.string().min(3).max(200), note: z.string().max(4000) });
export const createdSchema = z.object({ id: z.string() });
/** POST /api/incidents/:id/notes → 204. */
export const noteSchema = z.object({ text: z.string().min(1).max(4000) });
/** POST /api/incidents/:id/outcome → 204; closes it. */
export const outcomeSchema = z.object({ outcome: z.enum(incidentOutcomes), text: z.string().min(1).max(4000) });

/** GET /api/requests?state= (see-requests: all; ask-for-site: own) → requestsSchema. */
export const requestViewSchema = z.object({
  request: whitelistRequestSchema,
  /** "Ms A. Okafor (teacher)" for accounts and staff; a pseudonym for pupils. */
  askedByName: z.string(),
  decidedByName: z.string().nullable(),
  readiness: readinessSchema.nullable(),
});
export const requestsSchema = z.object({ requests: z.array(requestViewSchema) });
/** POST /api/requests (ask-for-site) → requestViewSchema; POST /api/requests/dry-run (ask-for-site or decide-requests) → dryRunSchema. */
export const askSchema = z.object({
  url: z.string().min(3).max(4096),
  wholeSite: z.boolean(),
  lesson: lessonRefSchema,
  reason: z.string().min(5, 'Say in a few words what the class will do there.').max(1000),
});
export const dryRunRequestSchema = askSchema.omit({ reason: true });
/** GET /api/requests/:id → requestDetailSchema (see-requests or own). */
export const requestDetailSchema = requestViewSchema.extend({ dryRun: dryRunSchema.nullable() });
/** POST /api/requests/:id/decision (decide-requests) → requestViewSchema. 409 when already decided or mandatory. */
export const decisionSchema = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('approve'),
    reason: z.string().min(3).max(1000),
    wholeSite: z.boolean(),
    /** `lesson`: opens when the period begins; `now`: opens at once. Either ends with the lesson. */
    opens: z.enum(['lesson', 'now']),
    /** Class (or other group) it is for when the request has no lesson; else the lesson's class. */
    audience: z.string().nullable(),
    /** End when the request has no lesson, epoch ms; never more than 90 days away. */
    until: z.number().nullable(),
  }),
  z.object({ decision: z.literal('refuse'), reason: z.string().min(3).max(1000) }),
]);
/** GET /api/timetable (ask-for-site or decide-requests): what the ask form needs. */
export const timetableSchema = z.object({
  timeZone: z.string(),
  periods: z.array(z.object({ id: z.string(), name: z.string(), from: z.string(), to: z.string() })),
  /** Classes the asker teaches; all classes for those who decide. */
  classes: z.array(z.object({ id: z.string(), name: z.string() })),
  today: z.string(),
});

/** GET /api/ask/:reference → what a block page's asker may see; the reference is the key, no session. 404 when unknown. */
export const askPageSchema = z.object({
  reference: z.string(),
  schoolName: z.string(),
  url: z.string(),
  host: z.string(),
  category: z.string().nullable(),
  why: z.string(),
  whoCanChange: z.string(),
  asker: z.enum(['pupil', 'staff']),
  mandatory: z.boolean(),
  timetable: timetableSchema.nullable(),
  /** A request for this reference that exists already. */
  state: whitelistRequestSchema.shape.state.nullable(),
});
/** POST /api/ask/:reference/dry-run (staff) → dryRunSchema. */
export const askDryRunSchema = z.object({ wholeSite: z.boolean(), lesson: lessonRefSchema });
/** POST /api/ask/:reference → askedSchema; staff send a lesson, pupils none. */
export const askFromBlockSchema = z.object({
  wholeSite: z.boolean(),
  lesson: lessonRefSchema.nullable(),
  reason: z.string().min(5, 'Say in a few words why you need it.').max(1000),
});
export const askedSchema = z.object({ id: z.string(), state: whitelistRequestSchema.shape.state, message: z.string() });
/** POST /api/report/:reference: "this is a mistake" → askedSchema-like message. */
export const reportSchema = z.object({ text: z.string().min(3).max(1000) });
export const reportedSchema = z.object({ message: z.string() });

/** GET /api/devices (see-devices) → devicesSchema. No person's name. */
export const devicesSchema = z.object({
  devices: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      enrolledAt: z.number(),
      lastHeartbeat: heartbeatRequestSchema.extend({ at: z.number() }).nullable(),
      /** When its extension last said anything, and when a request of its last crossed the proxy. */
      heardAt: z.number(),
      passedAt: z.number().nullable(),
      /** `unguarded`: requests cross the proxy while the extension is silent. */
      state: z.enum(['unguarded', 'troubled', 'silent', 'behind', 'well']),
    }),
  ),
  latestBundle: z.number(),
});
/** GET /api/audit?cursor= (see-audit). */
export const auditPageSchema = z.object({
  entries: z.array(z.object({ at: z.number(), by: z.string(), did: z.string(), to: z.string().nullable(), detail: z.string().nullable() })),
  next: z.string().nullable(),
});
/** GET /api/policy (see-policy). */
export const policyViewSchema = z.object({
  version: z.number(),
  bundle: z.number(),
  policy: policySchema,
  lists: z.array(z.object({ id: z.string(), name: z.string(), category: z.string(), entries: z.number() })),
});
/** Parts of a policy that people edit in the dashboard; what is not given stays. */
export const policyPartsSchema = policySchema
  .pick({ grid: true, unknownSites: true, obligations: true, timed: true, schedules: true, periods: true, calendar: true, lists: true })
  .partial();
/** POST /api/policy (edit-policy) → policyEditedSchema; 409 when somebody changed the same part since version `base`. */
export const policyEditSchema = z.object({
  base: z.number().int().positive(),
  change: policyPartsSchema,
  /** Why, for the audit trail. */
  why: z.string().trim().min(3).max(500),
});
export const policyEditedSchema = z.object({ version: z.number(), bundle: z.number() });
/** GET /api/accounts (see-accounts or manage-accounts); POST /api/accounts (manage-accounts) → invitedSchema. */
export const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  signedUp: z.boolean(),
  disabled: z.boolean(),
});
export const accountsSchema = z.object({ accounts: z.array(accountViewSchema) });
export const inviteSchema = z.object({
  name: z.string().min(2).max(100),
  email: z.email().max(200),
  role: z.enum(roles),
  teaches: z.array(z.string()).max(50),
});
/** The link is shown once; there is no mail yet. */
export const invitedSchema = z.object({ account: accountViewSchema, link: z.string() });
/** POST /api/roster (manage-roster): CSV text `login,name,kind,group` → rosterResultSchema. Bad lines are counted, none is fatal. */
export const rosterSchema = z.object({ csv: z.string().max(2_000_000) });
export const rosterResultSchema = z.object({ saved: z.number(), problems: z.array(z.object({ line: z.number(), problem: z.string() })) });

/** GET /api/guests (sponsor-guests); POST /api/guests (sponsor-guests) → guestInvitedSchema; POST /api/guests/:id/end (sponsor-guests). */
export const guestViewSchema = z.object({
  id: z.string(),
  guest: z.string(),
  purpose: z.string(),
  /** Name of the member of staff who vouches. */
  sponsor: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  state: z.enum(['waiting', 'online', 'over', 'ended']),
});
export const guestsSchema = z.object({ guests: z.array(guestViewSchema) });
export const guestInviteSchema = z.object({
  guest: z.string().trim().min(2).max(100),
  purpose: z.string().trim().min(3).max(200),
  /** Hours that the voucher is good for, from now; at most four weeks. */
  hours: z.number().int().min(1).max(672),
});
/** The code is shown once; only its hash is kept. */
export const guestInvitedSchema = z.object({ guest: guestViewSchema, code: z.string() });
