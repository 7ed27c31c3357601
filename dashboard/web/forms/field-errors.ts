// A schema's complaints, one a field, in words that a person can act on.

import type { FieldErrors } from '../api/problem.ts';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** First complaint of each field; `words` win over the schema's own message, which is often a programmer's. */
export function fieldErrors(issues: readonly Issue[], words: Readonly<Record<string, string | undefined>>): FieldErrors {
  const found: Record<string, string> = {};
  for (const issue of issues) {
    const field = issue.path.findLast((part): part is string => typeof part === 'string') ?? '';
    found[field] ??= words[field] ?? issue.message;
  }
  return found;
}
