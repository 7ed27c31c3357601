// Puts letters into the outbox: kept first, then sent by a job, again and again until a mail server has taken them.
import type { Letter } from '#store/letter-store.ts';
import type { SchoolStore } from '#store/school-store.ts';

/** Durable when it resolves. A letter of an id that was posted before is not posted again. */
export async function post(school: SchoolStore, letter: Letter): Promise<void> {
  await school.letters.add(letter);
  await school.jobs.add(sending(letter.id, 0), letter.at);
}

export const sending = (letter: string, attempt: number) =>
  ({ id: `letter:${letter}:${attempt}`, kind: 'letter', about: letter, part: null }) as const;
