// What teachers and the head are told about plans: that there is something to look at. Titles of plans are the teacher's own words; no pupil is in them.
import { createHash } from 'node:crypto';
import type { LessonPlan, LessonReady } from '#policies/contracts/lesson-plan.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { lessonKey } from '#store/plan-store.ts';

export interface Telling {
  readonly school: SchoolStore;
  /** Where the dashboard is reached. */
  readonly url: string;
  readonly at: number;
}

/** Nobody is told in words what a mailbox should not hold; who wants to know signs in. */
function letterText(url: string, plan: string, sentences: readonly string[]): string {
  return `${sentences.join('\n')}\n\nLook at it here: ${url}/plans/${plan}\n\nThis message was sent by your school’s web filter. It tells no names and no pages.\n`;
}

export async function tellAnswered({ school, url, at }: Telling, plan: LessonPlan, answered: number): Promise<void> {
  const owner = await school.accounts.byId(plan.owner);
  if (!owner || owner.disabled) return;
  const subject = `Answered: ${plan.title}`;
  const text = letterText(url, plan.id, [
    `${answered === 1 ? 'One site' : `${answered} sites`} of your lesson plan “${plan.title}” were answered.`,
  ]);
  await school.letters.add({ urgent: false, id: `answered-${plan.id}-${at}`, at, to: owner.email, subject, text });
}

/** Once for each state of a lesson that is worth a letter: not ready, with gaps, or a page that has changed. */
export async function tellReady({ school, url, at }: Telling, plan: LessonPlan, { lesson, state, links }: LessonReady): Promise<void> {
  const owner = await school.accounts.byId(plan.owner);
  const changed = links.filter((link) => link.changed !== null).length;
  if (!owner || owner.disabled || (state !== 'red' && state !== 'amber' && changed === 0)) return;
  const notReady = links.filter((link) => link.state === 'red').length;
  const gaps = links.filter((link) => link.state === 'amber').length;
  const sentences = [
    `Your lesson on ${lesson.date} (“${plan.title}”):`,
    ...(notReady > 0 ? [`- ${notReady} of ${links.length} sites are not ready.`] : []),
    ...(gaps > 0 ? [`- ${gaps} of ${links.length} are ready with gaps.`] : []),
    ...(changed > 0 ? [`- ${changed} have changed since they were approved: choose what pupils get.`] : []),
  ];
  // Another site in the same state is another letter.
  const which = createHash('sha256')
    .update(JSON.stringify(links.map((link) => [link.link, link.state, link.changed])))
    .digest('hex');
  const id = `ready-${plan.id}-${lessonKey(lesson)}-${which.slice(0, 16)}`;
  await school.letters.add({
    urgent: false,
    id,
    at,
    to: owner.email,
    subject: `Before your lesson: ${plan.title}`,
    text: letterText(url, plan.id, sentences),
  });
}

export async function tellHead({ school, url, at }: Telling, plan: LessonPlan): Promise<void> {
  for (const { id, email, role, disabled } of await school.accounts.list()) {
    if (role !== 'head' || disabled) continue;
    const text = letterText(url, plan.id, ['A lesson plan waits for an answer that nobody has given in time.']);
    await school.letters.add({
      urgent: false,
      id: `head-${plan.id}-${id}-${at}`,
      at,
      to: email,
      subject: 'A lesson plan waits for an answer',
      text,
    });
  }
}
