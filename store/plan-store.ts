import type { LessonPlan, LessonReady, PageLook } from '#policies/contracts/lesson-plan.ts';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';

/** A plan with the number of its version. */
export interface KeptPlan {
  readonly plan: LessonPlan;
  readonly version: number;
}

export interface PictureOfPage {
  /** `image/webp`, `image/png` or `image/jpeg`. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Teachers' plans, with what became of their lessons and how their pages look. */
export interface PlanStore {
  byId(id: string): Promise<KeptPlan | null>;
  /** Changed last first; 1 to 500. `waiting`: only those in which a site waits for an answer. */
  list(query: { owner?: string; waiting?: boolean; limit: number }): Promise<KeptPlan[]>;
  /** Stores the plan if `version` is still the newest, 0 for a new one; the new version, or `null` when somebody else was faster. */
  save(plan: LessonPlan, version: number): Promise<number | null>;
  /** Removes a plan that nobody was ever asked about, with all that belongs to it. */
  remove(id: string): Promise<void>;
  ready(plan: string, lesson: LessonRef): Promise<LessonReady | null>;
  readyOf(plan: string): Promise<LessonReady[]>;
  saveReady(plan: string, ready: LessonReady): Promise<void>;
  look(plan: string, link: string): Promise<PageLook | null>;
  looksOf(plan: string): Promise<ReadonlyMap<string, PageLook>>;
  /** The newest look at a link takes the place of the one before it. */
  saveLook(plan: string, link: string, look: PageLook, picture: PictureOfPage | null): Promise<void>;
  picture(plan: string, link: string): Promise<PictureOfPage | null>;
}

/** One lesson among those of a plan, as a text. */
export const lessonKey = ({ group, date, period }: LessonRef): string => [group, date, period].map(encodeURIComponent).join(' ');

/** The lesson of such a text; `null`: it is none. */
export function lessonOfKey(key: string): LessonRef | null {
  const [group, date, period, ...more] = key.split(' ').map(decodeURIComponent);
  return group === undefined || date === undefined || period === undefined || more.length > 0 ? null : { group, date, period };
}
