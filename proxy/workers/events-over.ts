// A worker's access events: handed over within milliseconds to the thread that saves them for all, so that no event ends with its worker.
import { accessEventSchema, type AccessEvent } from '#policies/contracts/access-event.ts';
import type { EventWriter } from '../record/event-writer.ts';
import type { Question } from './messages.ts';
import type { Questions } from './questions.ts';

/** Milliseconds: each message wakes the other thread, so that events go together. */
const gathering = 10;
/** Ordinary events that were handed over and not yet taken; more are waited for. */
const mostUntaken = 10_000;

/** The worker's end. */
export function eventsOver(ask: Questions['ask']): EventWriter {
  const untaken = new Set<Promise<void>>();
  let ordinary: AccessEvent[] = [];
  let failing = false;

  const taken = (question: Question): Promise<void> => {
    const asked = ask(question).then(
      () => void (failing = false),
      (error: unknown) => {
        failing = true;
        throw error;
      },
    );
    const settled = asked.catch(() => undefined).finally(() => untaken.delete(settled));
    untaken.add(settled);
    return asked;
  };
  let timer: NodeJS.Timeout | null = null;
  const handOver = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (ordinary.length === 0) return;
    const kept = ordinary;
    ordinary = [];
    taken({ want: 'keep', kept }).catch(() => undefined);
  };
  const gather = (event: AccessEvent): void => {
    ordinary.push(event);
    timer ??= setTimeout(handOver, gathering);
  };
  // Also when the worker ends because of a fault: what is posted now still arrives.
  process.on('exit', handOver);

  return {
    ready: () => (failing || untaken.size >= mostUntaken ? taken({ want: 'ready' }) : undefined),
    keep: (event) => (event.kind === 'ordinary' ? gather(event) : taken({ want: 'keep', kept: [accessEventSchema.parse(event)] })),
    keepLater(event) {
      taken({ want: 'keep-later', kept: [accessEventSchema.parse(event)] }).catch(() => undefined);
    },
    async close() {
      handOver();
      while (untaken.size > 0) await Promise.all(untaken);
      process.off('exit', handOver);
    },
  };
}

/** The other end: gives events to the one writer. Rejects when they cannot be kept. */
export async function keepFor(writer: EventWriter, { want, kept }: Extract<Question, { kept: unknown }>): Promise<void> {
  if (want === 'keep-later') return kept.forEach((event) => writer.keepLater(event));
  // Ordinary events have happened; they are never turned away, but whoever hands them over hears that saving fails.
  await Promise.all(kept.map(async (event) => writer.keep(event)));
  await writer.ready();
}
