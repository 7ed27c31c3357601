// What is wrong with a policy, and where: a whole sentence for people, and a path for whoever shows them the place.
import type { z } from 'zod';

export interface PolicyProblem {
  /** Keys and places from the document's top; a place that is missing is named by what it is missing from. */
  readonly path: readonly (string | number)[];
  /** A sentence that names its place in the policy's own words. */
  readonly problem: string;
}

export function problemAt(path: readonly (string | number)[], problem: string): PolicyProblem {
  return { path, problem };
}

/** What a schema complains of. A union's complaints are those of the member that came nearest. */
export function shapeProblem(issue: z.core.$ZodIssue): PolicyProblem {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  return { path, problem: `Policy, ${path.join(' › ')}: ${complaint(issue)}` };
}

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return 'this is missing.';
  if (issue.code === 'invalid_type') return `${meant[issue.expected] ?? issue.expected} is meant here.`;
  if (issue.code === 'invalid_value') return `${oneOf(issue.values.map((value) => `“${String(value)}”`))} is meant here.`;
  if (issue.code === 'invalid_union') return 'this is of no kind that is known.';
  if (issue.code === 'too_big') return `this is too long: at most ${issue.maximum}.`;
  if (issue.code === 'too_small') return `this is too short: at least ${issue.minimum}.`;
  if (issue.code === 'invalid_format') {
    if ('prefix' in issue) return `a text that begins with “${String(issue.prefix)}” is meant here.`;
    const words = patterns[String(issue.pattern)];
    if (words !== undefined) return words;
  }
  return `${issue.message.replace(/[.!?]$/, '')}.`;
}

const oneOf = (values: readonly string[]): string => (values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`);

const meant: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: '“true” or “false”',
  array: 'a list',
  object: 'a set of entries',
  record: 'a set of entries',
  null: 'nothing (null)',
};

/** By the pattern as a schema has it. */
const patterns: Readonly<Record<string, string>> = {
  [String(/^([01]\d|2[0-3]):[0-5]\d$/)]: 'a time of day such as 09:05 is meant here.',
  [String(/^\d{4}-\d{2}-\d{2}$/)]: 'a date such as 2026-11-05 is meant here.',
  [String(/^[a-z0-9][a-z0-9-]{0,62}$/)]: 'a short name of small letters, digits and hyphens is meant here, such as year-8.',
};
