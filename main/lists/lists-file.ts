// `lists.yaml` in the data folder: where lists come from, what they are to the school, and what they get wrong.
import { readFile } from 'node:fs/promises';
import { Cron } from 'croner';
import { LineCounter, isNode, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { NamedCorrection } from '#policies/lists/corrections.ts';
import { listFormats } from '#policies/lists/list-format.ts';
import { readHost } from '#policies/lists/read-host.ts';
import { categoryById } from '#policies/vocabulary/categories.ts';
import { closedToLists } from '#policies/vocabulary/list-categories.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { plainValue } from '../settings/plain-yaml.ts';

const category = z
  .string({ error: 'give the id of a category, such as games' })
  .refine((id) => categoryById(id) !== undefined, { error: 'there is no such category' })
  .refine((id) => !closedToLists.has(id), { error: 'no imported list may fill it: what is in it is beyond the reach of the policy' });

const sourceSchema = z.strictObject({
  name: z.string({ error: 'give the name that people are shown' }).min(1).max(100).optional(),
  url: z
    .string({ error: 'give an address with https://' })
    .refine(isHttps, { error: 'give an address with https://, so that nobody on the way can change the list' })
    .optional(),
  schedule: z
    .string({ error: 'give a cron line, such as "30 4 * * *" for every night at half past four' })
    .refine(isSchedule, { error: 'give a cron line of five fields, such as "30 4 * * *" for every night at half past four' })
    .optional(),
  format: z.enum([...listFormats, 'phrases'], { error: `choose ${[...listFormats, 'phrases'].join(', ')}` }).optional(),
  category: category.optional(),
  /** The school's own mapping; `null` leaves a list out. */
  map: z.record(z.string(), category.nullable(), { error: 'give lines of the form "their name: our category"' }).optional(),
  sha256: z
    .string({ error: 'give 64 hexadecimal digits' })
    .regex(/^[0-9a-f]{64}$/i, { error: 'give 64 hexadecimal digits' })
    .optional(),
  maxMegabytes: z.int({ error: 'give a number of megabytes from 1 to 4096' }).min(1).max(4096).optional(),
});
export type ConfiguredSource = z.infer<typeof sourceSchema>;

export const sourceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, { error: 'a source’s id is up to 32 lower-case letters, digits and dashes, such as ut1' });

const correctionSchema = z.strictObject({
  host: z.string({ error: 'give a host' }).transform((text, context) => {
    const read = readHost(text);
    if ('host' in read) return read.host;
    context.addIssue({ code: 'custom', message: 'give a host name, such as example.org' });
    return z.NEVER;
  }),
  not: z.union([z.literal('all'), z.array(category).min(1)], { error: 'give a list of categories, or all' }),
  reason: z.string({ error: 'give the reason: people are shown it' }).min(1),
});

const listsFileSchema = z.strictObject({
  /** IANA name; cron lines are in this time. */
  timeZone: z.string().refine(isTimeZone, { error: 'give a time zone, such as Europe/London' }).default('Europe/London'),
  sources: z.record(sourceId, sourceSchema, { error: 'give a source a line: its id, and below it what it is' }).default({}),
  corrections: z.array(correctionSchema, { error: 'give a list of entries with host, not and reason' }).default([]),
});

export interface ListsFile {
  readonly timeZone: string;
  readonly sources: ReadonlyMap<string, ConfiguredSource>;
  readonly corrections: readonly NamedCorrection[];
}

/** No file is an empty one. Every mistake is a sentence with its line; several are given together, a line each. */
export async function readListsFile(file: string): Promise<Outcome<ListsFile>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return parseListsFile(file, '');
    return failed(`${file} cannot be read: make it readable for this user.`);
  }
  return parseListsFile(file, text);
}

export function parseListsFile(name: string, text: string): Outcome<ListsFile> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [mistake] = document.errors;
  if (mistake)
    return failed(
      `${name}, line ${lines.linePos(mistake.pos[0]).line}: this is not YAML that can be read (${mistake.message.replace(/\.$/, '')}).`,
    );
  const written = plainValue(document);
  if (!written.ok) return failed(`${name}: this is not YAML that can be read (${written.problem}).`);
  const parsed = listsFileSchema.safeParse(written.value ?? {});
  if (!parsed.success) return failed(parsed.error.issues.flatMap((issue) => sentences(issue, document, lines, name)).join('\n'));
  const { timeZone, sources, corrections } = parsed.data;
  return done({
    timeZone,
    sources: new Map(Object.entries(sources)),
    corrections: corrections.map(({ host, not, reason }) => ({ host, not: not === 'all' ? null : not, reason })),
  });
}

function sentences(issue: z.core.$ZodIssue, document: Document, lines: LineCounter, name: string): string[] {
  const at = (path: readonly PropertyKey[]): string => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(
        path.slice(0, length).map((key) => (typeof key === 'number' ? key : String(key))),
        true,
      );
      if (isNode(node) && node.range) return `${name}, line ${lines.linePos(node.range[0]).line}, ${path.map(String).join('.')}`;
    }
    return path.length === 0 ? name : `${name}, ${path.map(String).join('.')}`;
  };
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${at([...issue.path, key])}: there is no such setting; correct its name or take the line out.`);
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [`${at(issue.path)}: this will not do; ${message}.`];
}

function isHttps(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === 'https:' && parsed.username === '' && parsed.password === '';
}

function isSchedule(pattern: string): boolean {
  try {
    return pattern.trim().split(/\s+/).length === 5 && new Cron(pattern, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
