// `schoolgate lists import|update|status|accept`: lists of others.
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ListFormat } from '#policies/lists/list-format.ts';
import { listFormats } from '#policies/lists/list-format.ts';
import { categories, categoryById } from '#policies/vocabulary/categories.ts';
import { closedToLists } from '#policies/vocabulary/list-categories.ts';
import { acceptHeld } from '../lists/accept-held.ts';
import { dueSources } from '../lists/due-sources.ts';
import { importSource } from '../lists/import-source.ts';
import { listsSetup } from '../lists/lists-setup.ts';
import { sourceId } from '../lists/lists-file.ts';
import { reportText } from '../lists/report-text.ts';
import { sourcesFolder } from '../lists/source-folder.ts';
import { intakeOptions } from '../lists/source-settings.ts';
import { readState } from '../lists/source-state.ts';
import { statusText } from '../lists/status-text.ts';
import { updateSource } from '../lists/update-source.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { makeDataFolder } from '../settings/data-folder.ts';
import { extraRoots } from '../settings/extra-roots.ts';
import { settingsOf } from './dashboard-url.ts';
import { dataPath, tell, type Flags } from './flags.ts';
import { publishChangedLists } from './lists-command.ts';

export interface ImportFlags extends Flags {
  readonly name?: string;
  readonly category?: string;
  readonly format?: string;
}

/** Ten minutes for fetching one source. */
const patience = 600_000;

export async function importLists(path: string, flags: ImportFlags): Promise<Outcome<void>> {
  const data = makeDataFolder(dataPath(flags));
  if (!data.ok) return data;
  const setup = await listsSetup(data.value.root);
  if (!setup.ok) return setup;
  const { category } = flags;
  if (category !== undefined && categoryById(category) === undefined)
    return failed(`There is no category "${category}"; the categories are ${categories.map(({ id }) => id).join(', ')}.`);
  if (category !== undefined && closedToLists.has(category))
    return failed(
      `No imported list may fill "${category}": what is in it is beyond the reach of the policy.${category === 'illegal' ? ' "lists import-mandatory" takes the licensed lists.' : ''}`,
    );
  const format = [...listFormats, 'phrases' as const].find((each) => each === flags.format);
  if (flags.format !== undefined && format === undefined)
    return failed(`There is no format "${flags.format}"; choose ${[...listFormats, 'phrases'].join(', ')}, or leave it out.`);
  const name = flags.name ?? basename(resolve(path)).replace(/(?:\.(?:tar|gz|tgz|txt|csv|list))+$/i, '');
  const id = sourceId.safeParse(
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 32),
  );
  if (!id.success) return failed(`"${name}" cannot name a list: give one with letters or digits with --name.`);
  const before = await readState(join(sourcesFolder(data.value.root), id.data));
  const read = intakeOptions(id.data, setup.value.file, before, setup.value.corrections);
  const options = { ...read, name: flags.name ?? read.name, ...given(category, format) };
  const brought = await importSource({ dataRoot: data.value.root, path, options, at: Date.now() });
  if (!brought.ok) return brought;
  // In force before it is told: whoever reads only the first lines of a long report has the lists all the same.
  const published = await publishIfServed(flags, data.value.database);
  for (const line of brought.value.report === null ? [] : reportText(brought.value.report)) tell(line);
  tell(`Imported as "${id.data}".`);
  return published;
}

function given(
  category: string | undefined,
  format: ListFormat | 'phrases' | undefined,
): { category?: string; format?: ListFormat | 'phrases' } {
  return { ...(category === undefined ? {} : { category }), ...(format === undefined ? {} : { format }) };
}

export interface UpdateFlags extends Flags {
  /** Only what its schedule says. */
  readonly due?: boolean;
}

/** Each source tells in one line what came of it; the command fails if one of them did. */
export async function updateLists(ids: readonly string[], flags: UpdateFlags): Promise<Outcome<void>> {
  const data = makeDataFolder(dataPath(flags));
  if (!data.ok) return data;
  const setup = await listsSetup(data.value.root);
  if (!setup.ok) return setup;
  const settings = settingsOf(data.value, flags);
  if (!settings.ok) return settings;
  const roots = extraRoots(data.value, settings.value);
  if (!roots.ok) return roots;
  const { file, corrections } = setup.value;
  const { root } = data.value;
  const unknown = ids.find((id) => !file.sources.has(id));
  if (unknown !== undefined) return failed(`lists.yaml has no source "${unknown}".`);
  const states = new Map(
    await Promise.all([...file.sources.keys()].map(async (id) => [id, await readState(join(sourcesFolder(root), id))] as const)),
  );
  const fetchable = [...file.sources].filter(([, { url }]) => url !== undefined).map(([id]) => id);
  const wanted = flags.due ? dueSources(file, states, Date.now()) : ids.length > 0 ? ids : fetchable;
  if (wanted.length === 0 && !flags.due)
    return failed(`${join(root, 'lists.yaml')} has no source with a url: docs/lists.md shows how to add one.`);
  let taken = 0;
  const problems: string[] = [];
  for (const id of wanted) {
    const source = file.sources.get(id);
    if (!source) continue;
    const options = intakeOptions(id, file, states.get(id) ?? null, corrections);
    const brought = await updateSource({ dataRoot: root, id, source, options, extraRoots: roots.value, patience, at: Date.now() });
    if (!brought.ok) problems.push(`${id}: ${brought.problem} ${keptSentence(Boolean(states.get(id)?.current))}`);
    else if (brought.value.outcome === 'taken') taken++;
    if (brought.ok) tell(`${id}: ${sentences[brought.value.outcome]}`);
  }
  const published = taken > 0 ? await publishIfServed(flags, data.value.database) : done(undefined);
  if (problems.length > 0) return failed([...problems, ...(published.ok ? [] : [published.problem])].join('\n'));
  return published;
}

const keptSentence = (kept: boolean): string => (kept ? 'The version before it stays in force.' : 'There is no version of it yet.');

const sentences = {
  taken: 'a new version is in force.',
  unchanged: 'nothing new.',
  held: 'a new version is held for a person; "lists status" says why, and "lists accept" takes it.',
} as const;

export async function showListStatus(flags: Flags): Promise<Outcome<void>> {
  const data = makeDataFolder(dataPath(flags));
  if (!data.ok) return data;
  const setup = await listsSetup(data.value.root);
  if (!setup.ok) return setup;
  for (const line of await statusText(data.value.root, setup.value.file)) tell(line);
  return done(undefined);
}

export async function acceptList(id: string, flags: Flags): Promise<Outcome<void>> {
  const data = makeDataFolder(dataPath(flags));
  if (!data.ok) return data;
  if (!sourceId.safeParse(id).success) return failed(`There is no source "${id}"; "lists status" names those that there are.`);
  const accepted = await acceptHeld(data.value.root, id, Date.now());
  if (!accepted.ok) return accepted;
  tell(`${id}: ${accepted.value.entries} entries are in force.`);
  return publishIfServed(flags, data.value.database);
}

/** Before the first start there is no school to give lists to; the first start does it. */
async function publishIfServed(flags: Flags, database: string): Promise<Outcome<void>> {
  return existsSync(database) ? publishChangedLists(flags) : done(undefined);
}
