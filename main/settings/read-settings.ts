// One value for every setting: defaults, then the file, then environment variables, then flags.
import { LineCounter, isNode, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { done, failed, type Outcome } from '../outcome.ts';
import { plainValue } from './plain-yaml.ts';
import { overridesFrom, unknownVariables, type Override } from './overrides.ts';
import { defaultSettings, settingsSchema, type Settings } from './settings.ts';

export interface SettingsSources {
  /** The settings file's name as it is shown to people, and its text. */
  readonly file: { readonly name: string; readonly text: string };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Flags that were given, by their names without dashes in front. */
  readonly flags: Readonly<Record<string, string | undefined>>;
}

/** Every problem is a sentence that names the place; several are given together, a line each. */
export function readSettings({ file, env, flags }: SettingsSources): Outcome<Settings> {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
  const mistake = document.errors[0];
  if (mistake)
    return failed(
      `${file.name}, line ${lines.linePos(mistake.pos[0]).line}: this is not YAML that can be read (${mistake.message.replace(/\.$/, '')}).`,
    );
  const plain = plainValue(document);
  if (!plain.ok) return failed(`${file.name}: this is not YAML that can be read (${plain.problem}).`);
  const written = plain.value;
  if (written !== null && !isRecord(written))
    return failed(`${file.name}: this must be a list of "setting: value" lines; compare it with the comments of a new one.`);

  const overrides = overridesFrom(env, flags);
  const raw = overrides.reduce<Record<string, unknown>>(
    (all, { path, value }) => withValue(all, path, value),
    merged(defaultSettings, written ?? {}),
  );
  const parsed = settingsSchema.safeParse(raw);
  const problems = unknownVariables(env);
  if (parsed.success && problems.length === 0) return done(parsed.data);
  const placeOf = (path: readonly PropertyKey[]): string =>
    placeOfOverride(overrides, path) ?? placeInFile(document, lines, file.name, path);
  if (!parsed.success) problems.push(...parsed.error.issues.flatMap((issue) => sentences(issue, raw, placeOf)));
  return failed(problems.join('\n'));
}

function sentences(issue: z.core.$ZodIssue, raw: unknown, placeOf: (path: readonly PropertyKey[]) => string): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${placeOf([...issue.path, key])}: there is no such setting; correct its name or take the line out.`);
  }
  const value = issue.path.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[String(key)] : Array.isArray(inner) ? inner[Number(key)] : undefined),
    raw,
  );
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const shown = value === undefined ? 'nothing' : issue.code === 'invalid_key' ? JSON.stringify(issue.path.at(-1)) : JSON.stringify(value);
  return [`${placeOf(issue.path)}: ${shown} will not do; ${message}.`];
}

function placeOfOverride(overrides: readonly Override[], path: readonly PropertyKey[]): string | null {
  return (
    overrides.findLast((each) => each.path.length === path.length && each.path.every((key, index) => key === path[index]))?.place ?? null
  );
}

function placeInFile(document: Document, lines: LineCounter, name: string, path: readonly PropertyKey[]): string {
  const spelt = path.map(String).join('.');
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(
      path.slice(0, length).map((key) => (typeof key === 'number' ? key : String(key))),
      true,
    );
    if (isNode(node) && node.range) return `${name}, line ${lines.linePos(node.range[0]).line}, ${spelt}`;
  }
  return `${name}, ${spelt}`;
}

/** What the file says over the defaults; a section that is there but empty leaves its defaults alone. */
function merged(defaults: Readonly<Record<string, unknown>>, written: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const all: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(written)) {
    const before = defaults[key];
    if (value === null && before !== undefined) continue;
    all[key] = isRecord(before) && isRecord(value) ? merged(before, value) : value;
  }
  return all;
}

function withValue(
  record: Readonly<Record<string, unknown>>,
  [key, ...rest]: readonly [string, ...string[]],
  value: unknown,
): Record<string, unknown> {
  const [next, ...after] = rest;
  const inner = record[key];
  return { ...record, [key]: next === undefined ? value : withValue(isRecord(inner) ? inner : {}, [next, ...after], value) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
