// Hands one letter to the mail server; what it does not take now is tried again later, for two days.
import type { JobWork } from '#store/job-runner.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { MailServer } from './mail-server.ts';
import { sending } from './post.ts';

const minute = 60 * 1000;
/** Between one try and the next (milliseconds); the last stays. */
const pauses = [minute / 2, 2 * minute, 10 * minute, 30 * minute, 120 * minute, 360 * minute];
/** A letter that nobody has taken for this long says nothing any more. */
const longest = 48 * 60 * minute;

export function sendLetter(school: SchoolStore, mail: MailServer | null, clock: () => number): JobWork {
  return {
    async work({ job }) {
      const letter = await school.letters.byId(job.about);
      if (!letter || letter.acceptedAt !== null || letter.failed) return 'It was sent already.';
      if (mail === null) return 'No mail server is set: the letter waits.';
      const { is, said } = await mail.hand(letter);
      const at = clock();
      const failed = is === 'never' || (is === 'later' && at - letter.at > longest);
      await school.letters.tried(letter.id, { acceptedAt: is === 'taken' ? at : null, said, failed });
      if (is === 'later' && !failed) {
        const pause = pauses[Math.min(letter.attempts, pauses.length - 1)] ?? minute;
        await school.jobs.add(sending(letter.id, letter.attempts + 1), at, at + pause);
      }
      return is === 'taken' ? `Taken: ${said}` : `Not taken: ${said}`;
    },
    giveUp: () => Promise.resolve(),
  };
}

/** What was posted while no mail server was set, or before a job was lost. */
export async function sendWhatWaits(school: SchoolStore, at: number): Promise<void> {
  for (const { id, attempts } of await school.letters.list({ unsent: true, limit: 500 }))
    await school.jobs.add({ ...sending(id, attempts), id: `letter:${id}:${attempts}:${at}` }, at);
}
