import { z } from 'zod';

/** What a group is. Audiences narrow in this order: everyone, age band, phase, year, class, and then one person. */
export const groupKinds = ['everyone', 'age-band', 'phase', 'year', 'class'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Lower-case kebab id, unique in a school: `ks3`, `year-8`, `8b`, `sixth-form`, `staff`, `guest`. */
export type GroupId = string;

/**
 * A set of people who are judged alike. Groups form a tree (`8b` → `year-8` → `ks3` → `everyone`): a member of a class
 * is a member of everything above it. A `phase` is the group that policy grids and charts are drawn by
 * (key stages, sixth form, staff, guest, unknown); an `age-band` joins phases of like age.
 */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly kind: GroupKind;
  readonly parent: GroupId | null;
}

export const groupSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: z.string().min(1).max(100),
  kind: z.enum(groupKinds),
  parent: z.string().nullable(),
});

/** The root of every school's tree of groups. */
export const everyone: GroupId = 'everyone';
/** The phase of visitors, whom a member of staff vouches for. */
export const guestGroup: GroupId = 'guest';
/** The phase of somebody whom no enforcement point can name; it has the strictest policy. */
export const unknownGroup: GroupId = 'unknown';
