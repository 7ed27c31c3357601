// Names in a file that mean nothing. A misspelt one would be overlooked without a word, and with it what somebody wanted.
import { problemAt, type PolicyProblem } from '#policies/bundle/policy-problem.ts';
import { isEntries } from './file-form.ts';
import { kindOf, type JsonSchema } from './policy-file-schema.ts';

type Path = readonly (string | number)[];

export function unknownNames(value: unknown, schema: JsonSchema, path: Path = []): PolicyProblem[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => (schema.items ? unknownNames(item, schema.items, [...path, place]) : []));
  if (!isEntries(value)) return [];
  const member = schema.oneOf?.find((one) => kindOf(one) === value['kind']) ?? schema;
  const known = member.properties;
  if (known === undefined) {
    const rest = member.additionalProperties;
    return typeof rest === 'object' ? Object.entries(value).flatMap(([key, one]) => unknownNames(one, rest, [...path, key])) : [];
  }
  return Object.entries(value).flatMap(([key, one]) => {
    const inner = Object.hasOwn(known, key) ? known[key] : undefined;
    return inner === undefined ? [unknown(key, Object.keys(known), [...path, key])] : unknownNames(one, inner, [...path, key]);
  });
}

function unknown(key: string, known: readonly string[], path: Path): PolicyProblem {
  const near = known.find((one) => isNear(key, one));
  return problemAt(
    path,
    `“${key}” means nothing here. ${near === undefined ? `There are ${known.join(', ')}.` : `“${near}” may be meant.`}`,
  );
}

/** Whether two names differ by no more than capitals, hyphens and two letters. */
function isNear(a: string, b: string): boolean {
  const [x, y] = [a, b].map((name) => name.toLowerCase().replace(/[-_ ]/g, '').slice(0, 50)) as [string, string];
  let row = Array.from({ length: y.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...x].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...y].entries())
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return (row.at(-1) ?? 99) <= (Math.min(x.length, y.length) > 4 ? 2 : 1);
}
