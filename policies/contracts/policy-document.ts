import { z } from 'zod';
import { places } from '../model/access-request.ts';
import { categoryEffects, effects } from '../model/effect.ts';
import { groupSchema } from '../model/group.ts';
import { languages } from '../model/language.ts';
import { ruleSchema } from '../model/rule.ts';
import { lessonPolicySchema } from './lesson-policy.ts';
import { monitoringSchema } from './monitoring-policy.ts';
import { pagePolicySchema } from './page-policy.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const calendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const dateSpan = z.object({ name: z.string().min(1).max(100), from: calendarDate, to: calendarDate });

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * A recurring time, in the school's own zone. Everything that is given must hold: the weekday, the kind of day, the time of
 * day (one of the periods, or from `from` until before `to`; past midnight where `to` is earlier), and the place.
 */
export const scheduleSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: z.string().min(1).max(100),
  days: z.array(z.enum(weekdays)).min(1).optional(),
  /** `school-days`: weekdays in a term that are not closed. `other-days`: all the rest. Without it: any day. */
  on: z.enum(['school-days', 'other-days']).optional(),
  periods: z.array(z.string()).min(1).optional(),
  from: clockTime.optional(),
  to: clockTime.optional(),
  place: z.enum(places).optional(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** A school's policy as people edit it; the compiler turns it, with the lists, into a bundle. */
export const policySchema = z.object({
  format: z.literal(1),
  /** IANA zone that periods and schedules are told in. */
  timeZone: z.string(),
  /** What the school speaks, its own language first: its pages are offered in all of them. Without it: English. */
  languages: z.array(z.enum(languages)).min(1).max(languages.length).optional(),
  periods: z.array(z.object({ id: z.string(), name: z.string(), from: clockTime, to: clockTime })),
  /** First and last days of terms and of the days within them on which the school is closed. Without terms every weekday is a school day. */
  calendar: z.object({ terms: z.array(dateSpan), closed: z.array(dateSpan) }).optional(),
  schedules: z.array(scheduleSchema).optional(),
  groups: z.array(groupSchema),
  /** Group → category → effect. A group without an entry has that of the group above it; with none anywhere the category is allowed. */
  grid: z.record(z.string(), z.record(z.string(), z.enum(categoryEffects))),
  /** Entries that stand in place of the same group's entry in the grid while their schedule holds; of several the strictest. */
  timed: z.array(z.object({ schedule: z.string(), group: z.string(), category: z.string(), effect: z.enum(categoryEffects) })).optional(),
  /** Group → what happens to a site that no list knows; inherited like the grid. */
  unknownSites: z.record(z.string(), z.enum(effects)),
  /** Group → obligations that every exchange of the group carries; inherited like the grid. */
  obligations: z.record(z.string(), z.object({ safeSearch: z.boolean(), videoRestriction: z.boolean() })),
  /** The school's own lists of addresses, for rules to name. */
  lists: z.array(z.object({ id: z.string().min(1).max(100), name: z.string().min(1).max(100), entries: z.array(z.string()) })).optional(),
  /** Rules of the layers `decision`, `school` and `group`. */
  rules: z.array(ruleSchema),
  /** Host names whose TLS is relayed unread (banking, health). The event says that nothing was read. */
  passThrough: z.array(z.string()),
  /** What words of pages, and kinds and sizes of files, do. Without it: nothing. */
  pages: pagePolicySchema.optional(),
  /** What of what people type is read, and what they can tell the school. Without it: nothing is read. */
  monitoring: monitoringSchema.optional(),
  /** What teachers may open by themselves, who answers the rest, and how lessons are made ready. Without it: teachers open nothing. */
  lessons: lessonPolicySchema.optional(),
});
export type PolicyDocument = z.infer<typeof policySchema>;
