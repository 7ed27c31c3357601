// What the dashboard's server and its web app say to each other about plans of lessons and about jobs.
import { z } from 'zod';
import { jobKinds, jobStates } from '../model/job.ts';
import { answerers, lessonPlanSchema, lessonReadySchema, linkTrialSchema, mostLessons, mostLinks, pageLookSchema } from './lesson-plan.ts';
import { changedPages } from './lesson-policy.ts';
import { lessonRefSchema } from './whitelist-request.ts';

const id = z.string().max(64);

/** GET /api/plans (ask-for-site: own; see-requests: all with `waiting`). */
export const plansSchema = z.object({
  plans: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      ownerName: z.string(),
      own: z.boolean(),
      groups: z.array(z.string()),
      /** The lesson that comes next, or `null` when all are over. */
      next: lessonRefSchema.nullable(),
      lessons: z.number().int(),
      links: z.number().int(),
      waiting: z.number().int(),
      /** Of the next lesson; `null`: nothing was prepared yet. */
      ready: lessonReadySchema.shape.state.nullable(),
      changedAt: z.number(),
      atOnce: z.boolean(),
    }),
  ),
});

const typedLinkSchema = z.object({
  /** Of a link that is there already. */
  id: id.optional(),
  url: z.string().trim().min(3).max(4096),
  wholeSite: z.boolean(),
  what: z.string().trim().max(500),
});

/** POST /api/plans → planViewSchema: a new plan. POST /api/plans/:id → the plan changed; `version` is the one that was read. */
export const planTypedSchema = z.object({
  title: z.string().trim().min(1, 'Write what the lessons are about.').max(200),
  lessons: z.array(lessonRefSchema).max(mostLessons, `A plan has at most ${mostLessons} lessons.`),
  links: z.array(typedLinkSchema).max(mostLinks, `A plan has at most ${mostLinks} sites. Make a plan for each part of the unit.`),
});
export const planChangedSchema = planTypedSchema.extend({ version: z.number().int().positive() });

/** GET /api/plans/:id (own, or see-requests). */
export const planViewSchema = z.object({
  plan: lessonPlanSchema,
  version: z.number().int(),
  ownerName: z.string(),
  own: z.boolean(),
  /** Of each link, in their order; none for links of plans without a lesson to come. */
  trials: z.array(linkTrialSchema),
  looks: z.record(z.string(), pageLookSchema),
  ready: z.array(lessonReadySchema),
  /** Whether pages are being fetched or looked at now. */
  busy: z.boolean(),
  /** Whose answers the reader may give. */
  mayAnswer: z.array(z.enum(answerers)),
  /** Account id → name and role. */
  people: z.record(z.string(), z.string()),
});

/** POST /api/plans/:id/look: has every page looked at as a pupil of the class. POST /api/plans/:id/ask → planViewSchema. */
/** POST /api/plans/:id/answer (decide-requests) → planViewSchema. 409 for what was answered, changed or looked at again since it was read. */
export const planAnswerSchema = z.object({
  /** Of the plan as it was read. */
  version: z.number().int().positive(),
  answers: z
    .array(
      z.object({
        link: id,
        /** When the look was made that the reader saw; `null`: there was none. */
        lookedAt: z.number().nullable(),
        decision: z.enum(['approve', 'refuse']),
        reason: z.string().trim().min(3).max(1000),
      }),
    )
    .min(1)
    .max(mostLinks),
});
/** POST /api/plans/:id/appeal → planViewSchema. */
export const planAppealSchema = z.object({ link: id, words: z.string().trim().min(5, 'Say why it should be looked at again.').max(1000) });
/** POST /api/plans/:id/choice → planViewSchema. */
export const planChoiceSchema = z.object({ link: id, choice: z.enum(changedPages) });
/** POST /api/plans/:id/copy → planViewSchema of the copy. */
export const planCopySchema = z.object({
  /** Days by which every lesson moves; 364 keeps the weekday a year later. */
  days: z.number().int().min(1).max(1000),
});
/** POST /api/plans/:id/prepare and /api/plans/:id/prepare/cancel → planViewSchema. */
export const planLessonSchema = z.object({ lesson: lessonRefSchema });

/** POST /api/plans/import → what a pasted list, a CSV file, a calendar or a document's links come to; nothing is kept. */
export const planImportSchema = z.union([
  z.object({ text: z.string().max(2_000_000) }),
  /** A file's bytes, base64. */
  z.object({ file: z.base64().max(4_000_000) }),
]);
export const planImportedSchema = z.object({
  kind: z.enum(['list', 'csv', 'calendar', 'document']),
  links: z.array(z.object({ url: z.string(), what: z.string() })),
  /** Lessons of a calendar that fit a class and a period of the timetable. */
  lessons: z.array(lessonRefSchema),
  problems: z.array(z.object({ line: z.number().int(), problem: z.string() })),
  /** Links beyond what a plan holds. */
  leftOut: z.number().int(),
});

/** POST /api/plans/open-now → planViewSchema: within what teachers may open by themselves, until the period that is on ends. */
export const openNowSchema = z.object({
  url: z.string().trim().min(3).max(4096),
  group: id,
  wholeSite: z.boolean(),
  what: z.string().trim().min(3, 'Say in a few words what the class does there.').max(500),
});

/** GET /api/jobs?state= (see-jobs); POST /api/jobs/:id/cancel (manage-jobs) → 204. */
export const jobsSchema = z.object({
  jobs: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(jobKinds),
      /** What it is about, without anybody's name. */
      about: z.string(),
      state: z.enum(jobStates),
      addedAt: z.number(),
      dueAt: z.number(),
      attempts: z.number().int(),
      progress: z.number().nullable(),
      endedAt: z.number().nullable(),
      words: z.string().nullable(),
    }),
  ),
});
