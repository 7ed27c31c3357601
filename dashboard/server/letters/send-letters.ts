// Hands what waits to the mail server, urgent letters first; what it does not take now is tried again later, for two days.
import type { KeptLetter } from '#store/letter-store.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { MailServer } from './mail-server.ts';

const minute = 60 * 1000;
/** Between one try and the next (milliseconds); the last stays. */
const pauses = [minute / 2, 2 * minute, 10 * minute, 30 * minute, 120 * minute, 360 * minute];
/** Two days of tries: what nobody has taken by then says nothing any more. */
const mostAttempts = 13;
/** Longer than any try takes. Who dies over a letter leaves it to the next one for so long; the server may have had it by then. */
const lease = 2 * minute;
const lookEvery = 1_000;
/** At the same time; another is opened with every look while one is busy, so that a conversation that hangs does not hold up an alert. */
const lines = 4;

export interface SendingOptions {
  readonly school: SchoolStore;
  readonly mail: MailServer;
  readonly clock: () => number;
  readonly onFault: (error: unknown, words: string) => void;
}

/** Sends until it is closed. */
export function startSending(options: SendingOptions): { close(): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  let closed = false;
  const open = (): void => {
    if (underWay.size >= lines) return;
    const line = sendAll(options, () => closed)
      .catch((error: unknown) => options.onFault(error, 'a letter could not be sent'))
      .finally(() => underWay.delete(line));
    underWay.add(line);
  };
  const timer = setInterval(open, lookEvery);
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}

async function sendAll({ school, mail, clock }: SendingOptions, closed: () => boolean): Promise<void> {
  while (!closed()) {
    const letter = await school.letters.claim(clock(), clock() + lease);
    if (letter === null) return;
    const { is, said } = await mail.hand(letter);
    await school.letters.tried(letter.id, is === 'taken' ? { is: 'sent', said, at: clock() } : refused(letter, is, said, clock()));
  }
}

function refused({ attempts }: KeptLetter, is: 'later' | 'never', said: string, at: number) {
  if (is === 'never' || attempts + 1 >= mostAttempts) return { is: 'failed', said } as const;
  return { is: 'later', said, dueAt: at + (pauses[Math.min(attempts, pauses.length - 1)] ?? minute) } as const;
}
