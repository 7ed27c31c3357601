// What differs in what two versions of a policy say of lessons, one line a difference.
import { lessonsInForce, type LessonsInForce } from '../contracts/lesson-policy.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { categoryById } from '../vocabulary/categories.ts';

type WithLessons = Pick<PolicyDocument, 'lessons'>;

export function lessonChanges(before: WithLessons, after: WithLessons): string[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  return [...is].flatMap(([what, now]) => (was.get(what) === now ? [] : [`${what}: ${now} (was ${was.get(what)}).`]));
}

function linesOf(policy: WithLessons): Map<string, string> {
  const { teachers, lead, answerHours, prepareAt, changed } = lessonsInForce(policy);
  return new Map([
    ['Teachers open by themselves', teachers === null ? 'nothing' : teacherWords(teachers)],
    ['Only the safeguarding lead answers for', names(lead)],
    ['Requests without an answer go to the head', `${answerHours} hours before the lesson`],
    ['Pages for lessons are fetched', `at ${prepareAt} on the evening before`],
    ['Of a changed page pupils get', { reviewed: 'the copy that was approved', live: 'the page as it is', none: 'nothing' }[changed]],
  ]);
}

function teacherWords({ days, wholeSites, unknownSites, never }: NonNullable<LessonsInForce['teachers']>): string {
  const what = [wholeSites ? 'pages and whole sites' : 'single pages', unknownSites ? 'known or not' : 'that a list knows'].join(' ');
  return `${what}, for lessons within ${days} days, never ${names(never)}`;
}

const names = (categories: readonly string[]): string =>
  categories.map((category) => categoryById(category)?.name ?? category).join(', ') || 'of no category in particular';
