import { join } from 'node:path';
import { nextFetch } from './due-sources.ts';
import type { ListsFile } from './lists-file.ts';
import { sourceIds, sourcesFolder } from './source-folder.ts';
import { readState, type SourceState } from './source-state.ts';
import { textTable } from './text-table.ts';

/** What is in force, what is held and why, and when the next fetch is due. */
export async function statusText(dataRoot: string, file: ListsFile): Promise<string[]> {
  const ids = [...new Set([...(await sourceIds(dataRoot)), ...file.sources.keys()])].sort();
  if (ids.length === 0) return ['There are no lists of others: "lists import" brings one, and lists.yaml says what to fetch.'];
  const states = await Promise.all(ids.map(async (id) => ({ id, state: await readState(join(sourcesFolder(dataRoot), id)) })));
  const shown = (at: number | null | undefined): string =>
    at === null || at === undefined
      ? '–'
      : new Date(at).toLocaleString('en-GB', { timeZone: file.timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const rows = states.map(({ id, state }) => {
    const next = nextFetch(file, id, state);
    return [
      id,
      file.sources.get(id)?.name ?? state?.name ?? id,
      state?.current?.entries ?? 0,
      state?.current?.refused ?? 0,
      shown(state?.current?.takenAt),
      next === null ? 'by hand' : next === 0 ? 'at once' : shown(next),
      state?.last?.outcome ?? 'never fetched',
    ];
  });
  return [
    ...textTable(['source', 'name', 'entries', 'refused lines', 'in force since', 'next fetch', 'last'], rows),
    ...states.flatMap(({ id, state }) => troubles(id, state)),
  ];
}

function troubles(id: string, state: SourceState | null): string[] {
  if (state === null) return [];
  const held =
    state.held === null
      ? []
      : [
          '',
          `${id}: a new version is held.`,
          ...state.held.why.map((why) => `  ${why}`),
          `  "lists accept ${id}" puts it in force all the same.`,
        ];
  const failure = state.last?.outcome === 'failed' ? ['', `${id}: the last fetch failed. ${state.last.problem ?? ''}`] : [];
  return [...held, ...failure];
}
