// Who waits for a newer bundle. One question to the store per school serves every device that waits.
import type { Logger } from 'pino';
import type { SchoolStore } from '#store/school-store.ts';

/** Another process may publish, so the store is asked this often (milliseconds) while somebody waits. */
const askEvery = 400;
const mostWaiting = 20_000;

interface Waiter {
  readonly after: number;
  readonly answer: (newer: boolean) => void;
}

interface School {
  readonly store: SchoolStore;
  /** By device: a device that asks again has given up its question before. */
  readonly waiters: Map<string, Waiter>;
  timer: NodeJS.Timeout | null;
}

export interface BundleWatch {
  /** True once there is a bundle newer than `after`; false after `ms`, when `gone` fires, or when the watch closes; `full` at once. */
  newer(store: SchoolStore, device: string, after: number, ms: number, gone: AbortSignal): Promise<boolean | 'full'>;
  /** This process has published: nobody need wait for the next question to the store. */
  published(school: string, number: number): void;
  waiting(): number;
  close(): void;
}

export function createBundleWatch(log: Logger): BundleWatch {
  const schools = new Map<string, School>();
  let waiting = 0;
  let closed = false;

  function published(id: string, number: number): void {
    for (const waiter of schools.get(id)?.waiters.values() ?? []) if (waiter.after < number) waiter.answer(true);
  }

  function ask(school: School): void {
    school.timer = setTimeout(() => {
      school.store.policies
        .latestBundleNumber()
        .then((number) => published(school.store.school.id, number))
        .catch(() => log.warn({ school: school.store.school.id }, 'the store did not say which bundle is newest'))
        .finally(() => (school.waiters.size > 0 && !closed ? ask(school) : (school.timer = null)));
    }, askEvery);
  }

  return {
    published,
    waiting: () => waiting,
    newer(store, device, after, ms, gone) {
      if (waiting >= mostWaiting) return Promise.resolve('full');
      if (closed || gone.aborted) return Promise.resolve(false);
      const id = store.school.id;
      const school = schools.get(id) ?? { store, waiters: new Map<string, Waiter>(), timer: null };
      schools.set(id, school);
      school.waiters.get(device)?.answer(false);
      return new Promise((resolve) => {
        const answer = (newer: boolean): void => {
          clearTimeout(timeout);
          gone.removeEventListener('abort', giveUp);
          if (school.waiters.get(device) === waiter) school.waiters.delete(device);
          waiting--;
          resolve(newer);
        };
        const giveUp = (): void => answer(false);
        const timeout = setTimeout(giveUp, ms);
        const waiter: Waiter = { after, answer };
        gone.addEventListener('abort', giveUp, { once: true });
        school.waiters.set(device, waiter);
        waiting++;
        if (school.timer === null) ask(school);
      });
    },
    close() {
      closed = true;
      for (const school of schools.values()) {
        if (school.timer) clearTimeout(school.timer);
        for (const waiter of school.waiters.values()) waiter.answer(false);
      }
    },
  };
}
