// A new version of a source, from wherever its bytes come: stored, read, judged, and taken, held or refused. Whatever goes
// wrong, and whenever, the version before it stays in force.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntakeOptions } from '#policies/lists/list-intake.ts';
import { totalsOf, type SourceReport } from '#policies/lists/source-report.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { nowhere, readSource } from './read-source.ts';
import { oddities } from './sanity.ts';
import { IncomingVersion, removeOthers, safeFileName, sourcesFolder, versionPath, type StoredFile } from './source-folder.ts';
import type { SourceLimits } from './source-limits.ts';
import { newState, readState, writeState, type SourceState, type SourceVersion } from './source-state.ts';

export interface Bringing {
  readonly dataRoot: string;
  readonly id: string;
  /** How the file is called; the name of a single list is read from it. */
  readonly fileName: string;
  readonly options: IntakeOptions;
  readonly limits: SourceLimits;
  /** SHA-256 that it must have, if somebody said so. */
  readonly sha256: string | null;
  /** What odd versions wait for; nobody is asked where a person brings it. */
  readonly byPerson: boolean;
  readonly at: number;
  /** What the server said of the version, once it is written. */
  readonly fresh: () => { readonly etag: string | null; readonly lastModified: string | null };
}

export interface Brought {
  readonly outcome: 'taken' | 'unchanged' | 'held';
  readonly state: SourceState;
  /** `null` where it was not read: its bytes are those in force. */
  readonly report: SourceReport | null;
}

/** @param write pushes the bytes, or finds that there are no new ones; a sentence says that they could not be had */
export async function bringVersion(
  bringing: Bringing,
  write: (push: (bytes: Uint8Array) => Promise<void>) => Promise<Outcome<'written' | 'unchanged'>>,
): Promise<Outcome<Brought>> {
  const folder = join(sourcesFolder(bringing.dataRoot), bringing.id);
  const incoming = new IncomingVersion(folder, safeFileName(bringing.fileName));
  try {
    await mkdir(join(folder, 'versions'), { recursive: true, mode: 0o700 });
    const written = await write((bytes) => incoming.write(bytes));
    if (!written.ok) return written;
    const before = (await readState(folder)) ?? newState(bringing.options.name);
    if (written.value === 'unchanged') return done(await noted(folder, before, bringing.at));
    const stored = await incoming.finish();
    const brought = await judged(folder, bringing, before, stored);
    if (brought.ok) await writeState(folder, brought.value.state);
    await removeOthers(folder, brought.ok ? brought.value.state : before);
    return brought;
  } catch (error) {
    return failed(diskProblem(error, folder));
  } finally {
    await incoming.discard();
  }
}

/** What is held stays held until somebody looks. */
async function noted(folder: string, before: SourceState, at: number): Promise<Brought> {
  const outcome = before.held === null ? 'unchanged' : 'held';
  const state: SourceState = { ...before, last: { at, outcome, problem: before.held?.why.join(' ') ?? null } };
  await writeState(folder, state);
  return { outcome, state, report: null };
}

async function judged(folder: string, bringing: Bringing, before: SourceState, stored: StoredFile): Promise<Outcome<Brought>> {
  const { options, limits, sha256, byPerson, at } = bringing;
  if (sha256 !== null && sha256.toLowerCase() !== stored.sha256)
    return failed(`Its SHA-256 is ${stored.sha256}, and lists.yaml asks for ${sha256.toLowerCase()}: somebody changed one of them.`);
  const asked = {
    name: options.name,
    category: options.category ?? null,
    fileFormat: options.format ?? null,
  };
  const { etag, lastModified } = bringing.fresh();
  const fresh = { etag, lastModified };
  if (!byPerson && before.current?.sha256 === stored.sha256) {
    const current = { ...before.current, ...fresh };
    return done({ outcome: 'unchanged', report: null, state: { ...before, current, last: { at, outcome: 'unchanged', problem: null } } });
  }
  const read = await readSource(versionPath(folder, stored), options, nowhere, limits);
  if (!read.ok) return read;
  const version = versionOf(stored, read.value, fresh, at);
  if (version.entries === 0) return failed(emptySentence(read.value));
  const why = byPerson ? [] : oddities(before.current, version);
  const state: SourceState =
    why.length === 0
      ? { ...before, ...asked, current: version, held: null, last: { at, outcome: 'taken', problem: null } }
      : { ...before, held: { ...version, why }, last: { at, outcome: 'held', problem: why.join(' ') } };
  return done({ outcome: why.length === 0 ? 'taken' : 'held', state, report: read.value });
}

function versionOf(
  stored: StoredFile,
  report: SourceReport,
  fresh: { etag: string | null; lastModified: string | null },
  at: number,
): SourceVersion {
  const { lines, entries, refused, duplicates, corrected } = totalsOf(report);
  const counted = (file: SourceReport['files'][number]): number => file.entries + file.duplicates + file.corrected;
  return {
    ...stored,
    ...fresh,
    takenAt: at,
    lines,
    entries: entries + duplicates + corrected + sum(report.phrases),
    refused,
    lists: Object.fromEntries([
      ...report.files.map((file) => [file.path, counted(file)]),
      ...report.phrases.map((file) => [file.path, file.entries]),
    ]),
  };
}

const sum = (files: readonly { readonly entries: number }[]): number => files.reduce((all, { entries }) => all + entries, 0);

function emptySentence({ files, skipped }: SourceReport): string {
  const [first] = skipped;
  const refused = files.flatMap((file) => file.refused)[0];
  if (refused) return `It holds nothing that can be used: ${refused.problem}`;
  return first ? `It holds nothing that can be used: ${first.path}: ${first.reason}` : 'It holds nothing that can be used.';
}

function diskProblem(error: unknown, folder: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['ENOSPC', 'EFBIG', 'EDQUOT'].includes(code)) return `There is no room on the disk for it in ${folder}: make room and try again.`;
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return `${folder} cannot be written: make it writable for this user.`;
  return `It could not be stored in ${folder}: ${error instanceof Error ? error.message : String(error)}`;
}
