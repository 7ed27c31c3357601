// Keeps the book of rejected certificates across restarts.
import type { Logger } from 'pino';
import type { Judge } from '#policies/engine/judge.ts';
import { errorForLog } from '../record/error-for-log.ts';
import { readProposals, writeProposals } from './proposals-file.ts';
import { rejectionBook } from './rejection-book.ts';
import type { RejectionBook } from './rejection-book.ts';

export interface LearnOptions {
  /** `null`: nothing is kept longer than the process lives. */
  readonly file: string | null;
  readonly judge: () => Judge | null;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'warn'>;
  /** Other workers of the same proxy; the one with the file hears what they see. */
  readonly others?: Others | undefined;
  /** Milliseconds between two looks whether there is something to write; default a minute. */
  readonly everyMs?: number;
}

interface Others {
  tell(topic: 'accepted', says: { readonly device: string | null }): void;
  tell(topic: 'rejected', says: { readonly host: string; readonly device: string | null }): void;
  on(topic: 'accepted', heard: (says: { readonly device: string | null }) => void): void;
  on(topic: 'rejected', heard: (says: { readonly host: string; readonly device: string | null }) => void): void;
}

export async function learnProposals({
  file,
  judge,
  clock,
  log,
  others,
  everyMs = 60_000,
}: LearnOptions): Promise<Pick<RejectionBook, 'accepted' | 'rejected'> & { close(): Promise<void> }> {
  const { salt, hosts } = file === null ? { salt: '', hosts: [] } : await readProposals(file);
  const mayPropose = (host: string): boolean => mayBeProposed(judge(), host, clock());
  const book = rejectionBook({ clock, mayPropose, salt, before: hosts });
  let written = JSON.stringify(hosts);
  const save = async (): Promise<void> => {
    // Without a policy nothing may be proposed, and nothing is forgotten for that.
    if (file === null || judge() === null) return;
    const now = book.worthTelling();
    const text = JSON.stringify(now);
    if (text === written) return;
    try {
      await writeProposals(file, { salt, hosts: now });
      written = text;
    } catch (error) {
      log.warn(errorForLog(error), 'proposals for pass-through could not be written');
    }
  };
  const timer = setInterval(() => void save(), everyMs);
  timer.unref();
  others?.on('accepted', ({ device }) => book.accepted(device));
  others?.on('rejected', ({ host, device }) => book.rejected(host, device));
  return {
    accepted(device) {
      book.accepted(device);
      others?.tell('accepted', { device });
    },
    rejected(host, device) {
      book.rejected(host, device);
      others?.tell('rejected', { host, device });
    },
    async close() {
      clearInterval(timer);
      await save();
    },
  };
}

/**
 * Whether a host is read, and neither a category nor a rule blocks it, or warns of it, for any group of the school just now. What
 * is blocked for some is never proposed: unread, nobody could tell any more whom it is for. That nobody has put a site in a
 * list yet does not count against it. What is passed through already needs no proposal.
 */
function mayBeProposed(judge: Judge | null, host: string, at: number): boolean {
  if (judge === null) return false;
  const target = { scheme: 'https', host, port: 443, path: null } as const;
  return judge.policy.groups.every(({ id }) => {
    const asked = { subject: { id: 'anybody', groups: [id] }, target, destination: 'other', initiator: null, at } as const;
    const { handling, verdict } = judge.tunnel(asked);
    return handling === 'intercept' && (verdict.effect === 'allow' || verdict.because.rule.layer === 'default');
  });
}
