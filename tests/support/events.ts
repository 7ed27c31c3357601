import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { SchoolStore } from '#store/school-store.ts';

/** Everything that was recorded, oldest first. */
export async function recorded(school: SchoolStore, kinds?: readonly AccessEvent['kind'][]): Promise<AccessEvent[]> {
  const { events } = await school.events.find({ limit: 500, ...(kinds ? { kinds } : {}) });
  return events.toReversed();
}

/** Waits until the question is answered with something, and says what it waited for when it never is. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 5_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
