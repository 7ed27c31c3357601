// The queue of those who decide is for everybody: somebody with a script, and a block page for every request of it, must not
// fill it until nobody else's wish is seen.
import type { SchoolStore } from '#store/school-store.ts';
import { Problem } from '../http/problem.ts';

/** Requests and reports of one subject that may wait at a time. */
const mostWaiting = 20;

/** A problem when the subject has as many waiting as anybody may, otherwise null. */
export async function enoughWaiting(school: SchoolStore, subject: string): Promise<Problem | null> {
  const waiting = await school.requests.list({ states: ['waiting'], askedBy: subject, limit: mostWaiting });
  if (waiting.length < mostWaiting) return null;
  return new Problem(
    429,
    'Too many at once',
    `${mostWaiting} of your requests are waiting for an answer. Ask again when some were answered.`,
  );
}
