// Who answers when a site is asked for a lesson, within the bounds that the school has set. Written once: the dashboard shows it before anybody asks,
// and the server holds to it.
import { lessonsInForce } from '../contracts/lesson-policy.ts';
import type { Answerer } from '../contracts/lesson-plan.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import type { DryRun } from '../contracts/whitelist-request.ts';
import { categoryById } from '../vocabulary/categories.ts';

const day = 24 * 60 * 60 * 1000;

export interface Asked {
  readonly policy: Pick<PolicyDocument, 'lessons'>;
  /** Of the site as it is asked for. */
  readonly dryRun: DryRun;
  readonly wholeSite: boolean;
  /** Whether the one who asks teaches every class of the lessons. */
  readonly ownClasses: boolean;
  /** When the last lesson ends, epoch milliseconds. */
  readonly until: number;
  readonly at: number;
}

export interface WhoAnswers {
  readonly answerer: Answerer;
  /** Why, as a sentence for the teacher. */
  readonly because: string;
}

export function whoAnswers({ policy, dryRun, wholeSite, ownClasses, until, at }: Asked): WhoAnswers {
  const { teachers, lead } = lessonsInForce(policy);
  const { category, staffMayOpen } = dryRun.before;
  if (dryRun.mandatory) return { answerer: 'nobody', because: 'It is on a list that nobody in school can override.' };
  if (category !== null && lead.includes(category))
    return { answerer: 'safeguarding-lead', because: `Sites of “${nameOf(category)}” are for the safeguarding lead to answer.` };
  const committee = (because: string): WhoAnswers => ({ answerer: 'committee', because });
  if (teachers === null) return committee('At this school the committee answers every request.');
  if (!ownClasses) return committee('You may open sites by yourself only for classes that you teach.');
  if (until - at > teachers.days * day) return committee(`You may open sites by yourself only for the next ${daysOf(teachers.days)}.`);
  if (wholeSite && !teachers.wholeSites) return committee('You may open single pages by yourself; this is a whole site.');
  if (category === null && !teachers.unknownSites) return committee('No list knows this site, so somebody else looks at it too.');
  if (category !== null && (!staffMayOpen || teachers.never.includes(category)))
    return committee(`Sites of “${nameOf(category)}” are for the committee to answer.`);
  if (!staffMayOpen) return committee('The policy leaves this site to the committee.');
  return { answerer: 'teacher', because: 'You may open it by yourself for your own class.' };
}

const nameOf = (category: string): string => categoryById(category)?.name ?? category;
const daysOf = (days: number): string => (days === 1 ? 'day' : `${days} days`);
