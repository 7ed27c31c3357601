// A teacher's plan: a unit, the lessons in which it is taught, and the sites that it needs. The plan is asked for as one thing; each of its
// sites is answered by itself.
import { z } from 'zod';
import { changedPages } from './lesson-policy.ts';
import { dryRunSchema, lessonRefSchema } from './whitelist-request.ts';

/** Sites of one plan: a page with thirty sources is much, and a plan has to be read by those who answer it. */
export const mostLinks = 200;
/** Lessons of one plan: two a day through a school year. */
export const mostLessons = 400;

/**
 * `draft`: not asked for. `waiting`: somebody has to answer. `open-already`: the policy allows it without a permission. `refused-mandatory` is
 * set by the house at once. `appealed`: refused, and the teacher has asked again.
 */
export const linkStates = ['draft', 'waiting', 'approved', 'open-already', 'refused', 'appealed', 'refused-mandatory'] as const;

/** Who answers for a site of a plan. */
export const answerers = ['teacher', 'committee', 'safeguarding-lead', 'nobody'] as const;
export type Answerer = (typeof answerers)[number];

/** What was said of a site, newest last; nothing of it is ever changed. */
export const linkAnswerSchema = z.object({
  did: z.enum(['asked', 'approved', 'refused', 'appealed', 'withdrawn', 'escalated', 'chose']),
  /** Account id, or `system`. */
  by: z.string(),
  at: z.number(),
  /** Reason, in words that the teacher reads. */
  words: z.string().max(1000),
});
export type LinkAnswer = z.infer<typeof linkAnswerSchema>;

/** What the page was when it was approved; see `page-digest.ts` of the proxy. */
export const reviewedPageSchema = z.object({
  at: z.number(),
  /** SHA-256 (hex) of the words that a reader sees. */
  words: z.string(),
  /** How many words that were. */
  count: z.number().int(),
  title: z.string().max(300),
  /** Hosts that the page took something from. */
  hosts: z.array(z.string()).max(200),
});
export type ReviewedPage = z.infer<typeof reviewedPageSchema>;

export const planLinkSchema = z.object({
  id: z.string(),
  url: z.string().max(4096),
  host: z.string(),
  wholeSite: z.boolean(),
  /** What pupils do there. */
  what: z.string().max(500),
  state: z.enum(linkStates),
  answers: z.array(linkAnswerSchema),
  /** Hosts whose things the permission opens for pages of this site; chosen when it was asked for. */
  embeds: z.array(z.string().max(253)).max(60),
  reviewed: reviewedPageSchema.nullable(),
  /** What the teacher chose when the page had changed; `null`: nothing yet. */
  choice: z.enum(changedPages).nullable(),
});
export type PlanLink = z.infer<typeof planLinkSchema>;

export const lessonPlanSchema = z.object({
  id: z.string(),
  /** Account id of the teacher. */
  owner: z.string(),
  /** The unit, such as `Rivers`. */
  title: z.string().min(1).max(200),
  /** In the order of time. */
  lessons: z.array(lessonRefSchema).max(mostLessons),
  links: z.array(planLinkSchema).max(mostLinks),
  madeAt: z.number(),
  changedAt: z.number(),
  /** The plan that this one was copied from. */
  copyOf: z.string().nullable(),
  /** Made by *class opens now* and not by planning. */
  atOnce: z.boolean(),
});
export type LessonPlan = z.infer<typeof lessonPlanSchema>;

export const readyStates = ['waiting', 'running', 'green', 'amber', 'red', 'cancelled'] as const;

/** What became of one site of a lesson, for a teacher to read. */
export const linkReadySchema = z.object({
  link: z.string(),
  state: z.enum(readyStates),
  objects: z.number().int(),
  stored: z.number().int(),
  bytes: z.number().int(),
  /** What will not work without the site, with the reason in plain words; at most 50. */
  missing: z.array(z.object({ url: z.string(), why: z.string() })),
  /** How the page differs from what was approved; `null`: not, or nobody can tell. */
  changed: z.string().nullable(),
});
export type LinkReady = z.infer<typeof linkReadySchema>;

/** Whether a lesson is ready: as its worst site is. */
export const lessonReadySchema = z.object({
  lesson: lessonRefSchema,
  state: z.enum(readyStates),
  /** When it was finished or written last. */
  at: z.number(),
  /** Milliseconds that the rest will take; `null`: nobody knows. */
  left: z.number().nullable(),
  links: z.array(linkReadySchema),
  /** What the cache did for the class in the lesson, once it is over: answers and bytes from here, requests and bytes of the sites, time of waiting that was spared. */
  effect: z
    .object({
      answers: z.number().int(),
      bytes: z.number(),
      originRequests: z.number().int(),
      originBytes: z.number(),
      sparedMs: z.number(),
    })
    .nullable(),
});
export type LessonReady = z.infer<typeof lessonReadySchema>;

/** One site of a plan as a pupil of the class would find it. */
export const linkTrialSchema = z.object({
  link: z.string(),
  dryRun: dryRunSchema,
  answerer: z.enum(answerers),
  /** Why it is for them to answer. */
  because: z.string(),
});
export type LinkTrial = z.infer<typeof linkTrialSchema>;

/** What a page turned out to need when it was looked at as a pupil of the class. */
export const pageLookSchema = z.object({
  at: z.number(),
  /** Headless browser, or the mark-up alone. */
  by: z.enum(['browser', 'mark-up']),
  finalUrl: z.string(),
  page: reviewedPageSchema,
  hosts: z.array(z.object({ host: z.string(), objects: z.number().int(), blocked: z.number().int(), category: z.string().nullable() })),
  /** Plain sentences: logins, consent pages, streaming. */
  notes: z.array(z.string()),
  problem: z.string().nullable(),
  /** Whether there is a picture to be asked for. */
  pictured: z.boolean(),
});
export type PageLook = z.infer<typeof pageLookSchema>;
