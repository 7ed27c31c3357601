import { z } from 'zod';

/** The lesson that a site is asked for: a class, a date and a period of the school's timetable. */
export const lessonRefSchema = z.object({
  /** Class group id. */
  group: z.string().max(64),
  /** `YYYY-MM-DD` in the school's time zone. */
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Period id. */
  period: z.string().max(32),
});
export type LessonRef = z.infer<typeof lessonRefSchema>;

/** `refused-mandatory` is set by the house at once; nobody can decide otherwise. */
export const requestStates = ['waiting', 'approved', 'refused', 'refused-mandatory', 'withdrawn'] as const;

/** A teacher's or pupil's wish that a site be opened. `lesson` is null when a pupil asks: a pupil names no class or time. */
export const whitelistRequestSchema = z.object({
  id: z.string(),
  at: z.number(),
  /** Who asked: an account (teacher in the dashboard) or a subject (from a block page). */
  askedBy: z.object({ kind: z.enum(['account', 'subject']), id: z.string() }),
  /** Event whose block page it was asked from. */
  reference: z.string().nullable(),
  url: z.string().max(4096),
  host: z.string(),
  /** Path prefix to open, or `null` for the whole host. */
  path: z.string().nullable(),
  lesson: lessonRefSchema.nullable(),
  reason: z.string().min(1).max(1000),
  state: z.enum(requestStates),
  decision: z
    .object({
      by: z.string(),
      at: z.number(),
      reason: z.string().max(1000),
      audience: z.string(),
      from: z.number().nullable(),
      until: z.number().nullable(),
      rule: z.string().nullable(),
    })
    .nullable(),
});
export type WhitelistRequest = z.infer<typeof whitelistRequestSchema>;

/** What an approved lesson site needs and whether it is in the cache: green all, amber some, red the page itself is missing. */
export const readinessSchema = z.object({
  state: z.enum(['waiting', 'running', 'green', 'amber', 'red']),
  at: z.number().nullable(),
  fetched: z.number().int(),
  stored: z.number().int(),
  bytes: z.number().int(),
  /** Addresses that could not be made ready, with the reason in plain words. */
  missing: z.array(z.object({ url: z.string(), why: z.string() })),
});
export type Readiness = z.infer<typeof readinessSchema>;

/** What a change would open, judged by the engine itself as a pupil of the class. */
export const dryRunSchema = z.object({
  url: z.string(),
  /** As things are now, at the lesson's time. `staffMayOpen`: the policy leaves it to staff, within the school's bounds. */
  before: z.object({
    effect: z.enum(['allow', 'warn', 'block']),
    category: z.string().nullable(),
    why: z.string(),
    staffMayOpen: z.boolean(),
  }),
  /** With the permission, at the lesson's time. */
  after: z.object({ effect: z.enum(['allow', 'warn', 'block']), category: z.string().nullable(), why: z.string() }),
  /** Plain sentences: what else the permission opens, when it holds and lapses. */
  opens: z.array(z.string()),
  mandatory: z.boolean(),
});
export type DryRun = z.infer<typeof dryRunSchema>;
