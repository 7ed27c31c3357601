// Which configured sources are due. A machine that was off at the time catches up; a failure is tried again after an hour.
import { Cron } from 'croner';
import type { ListsFile } from './lists-file.ts';
import type { SourceState } from './source-state.ts';

const retry = 60 * 60 * 1000;

/** When a source is to be fetched next, in milliseconds since 1970; `null` for one that is fetched by hand only. */
export function nextFetch(file: ListsFile, id: string, state: SourceState | null): number | null {
  const { url, schedule } = file.sources.get(id) ?? {};
  if (url === undefined || schedule === undefined) return null;
  const last = state?.last ?? null;
  if (last === null) return 0;
  const next = new Cron(schedule, { paused: true, timezone: file.timeZone }).nextRun(new Date(last.at))?.getTime() ?? null;
  return last.outcome === 'failed' ? Math.min(next ?? Infinity, last.at + retry) : next;
}

/** Ids of what is due at `at`, sorted. */
export function dueSources(file: ListsFile, states: ReadonlyMap<string, SourceState | null>, at: number): string[] {
  return [...file.sources.keys()]
    .filter((id) => {
      const next = nextFetch(file, id, states.get(id) ?? null);
      return next !== null && next <= at;
    })
    .sort();
}
