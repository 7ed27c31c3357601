// Rules for acceptable use are read and accepted at the first sign-in: their page is opened once for each text and person.
import type { PersonPort } from './person.ts';
import type { MemoryShelf } from '../identity/membership.ts';

export interface FirstReadingOptions {
  readonly person: Pick<PersonPort, 'mine'>;
  readonly memory: MemoryShelf;
  /** Whose browser it is; `null` before enrolment. */
  readonly subject: () => string | null;
  readonly open: () => Promise<void>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Milliseconds between two questions about the same person. */
const seldom = 900_000;

export function createFirstReading(o: FirstReadingOptions): () => Promise<void> {
  let asked: { subject: string; at: number } | null = null;
  return async () => {
    const subject = o.subject();
    const now = o.clock();
    if (subject === null || (asked?.subject === subject && Math.abs(now - asked.at) < seldom)) return;
    asked = { subject, at: now };
    const mine = await o.person.mine();
    if (mine === null) asked = null;
    const agreement = mine?.agreement ?? null;
    if (agreement === null || agreement.acceptedAt !== null) return;
    const shown = `${subject} ${agreement.id}`;
    if ((await o.memory.read('agreement')) === shown) return;
    await o.memory.write('agreement', shown);
    await o.open();
  };
}
