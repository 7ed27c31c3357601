// What a school lets teachers do for their lessons, and how lessons are made ready.
import { z } from 'zod';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What pupils get where a page is no longer what was approved: the copy that was, the page as it is, or neither. */
export const changedPages = ['reviewed', 'live', 'none'] as const;
export type ChangedPage = (typeof changedPages)[number];

export const lessonPolicySchema = z.object({
  /** What a teacher opens for a class of their own without anybody's answer. Without it: nothing. */
  teachers: z
    .object({
      /** Days from now within which every lesson must lie. */
      days: z.number().int().min(1).max(90),
      /** Whole sites too, not only single pages. */
      wholeSites: z.boolean(),
      /** Sites that no list knows too. */
      unknownSites: z.boolean(),
      /** Categories that are never opened without an answer. */
      never: z.array(z.string()),
    })
    .optional(),
  /** Categories for which only the safeguarding lead answers. */
  lead: z.array(z.string()).optional(),
  /** A request that nobody has answered goes to the head this many hours before its first lesson. */
  answerHours: z.number().int().min(1).max(336).optional(),
  /** When on the evening before a lesson its pages are fetched, in the school's time. */
  prepareAt: clockTime.optional(),
  /** What pupils get of a changed page until the teacher has chosen. */
  changed: z.enum(changedPages).optional(),
});
export type LessonPolicy = z.infer<typeof lessonPolicySchema>;

export interface LessonsInForce {
  readonly teachers: NonNullable<LessonPolicy['teachers']> | null;
  readonly lead: readonly string[];
  readonly answerHours: number;
  readonly prepareAt: string;
  readonly changed: ChangedPage;
}

/** What a policy says of lessons, with what holds where it says nothing. */
export function lessonsInForce({ lessons = {} }: { readonly lessons?: LessonPolicy | undefined }): LessonsInForce {
  const { teachers = null, lead = [], answerHours = 24, prepareAt = '18:00', changed = 'reviewed' } = lessons;
  return { teachers, lead, answerHours, prepareAt, changed };
}
