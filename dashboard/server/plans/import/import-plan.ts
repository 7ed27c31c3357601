// Links and lessons from what teachers have already: a pasted list, a table, a calendar, a document. Nothing is kept; the teacher looks it over first.
import type { z } from 'zod';
import { mostLinks } from '#policies/contracts/lesson-plan.ts';
import type { planImportedSchema, planImportSchema } from '#policies/contracts/plan-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { formatTarget, typedTarget } from '#policies/engine/target.ts';
import type { GroupId } from '#policies/model/group.ts';
import { isCalendar, readCalendar } from './calendar-lessons.ts';
import { isPackage, readHtmlLinks, readPackageLinks } from './document-links.ts';
import type { Found } from './imported.ts';
import { readLinkList } from './link-list.ts';
import { isLinkTable, readLinkTable } from './link-table.ts';

type Imported = z.output<typeof planImportedSchema>;

/** Nobody reads more than this. */
const mostProblems = 50;

export function importPlan(
  given: z.output<typeof planImportSchema>,
  policy: PolicyDocument,
  teaches: readonly GroupId[],
  at: number,
): Imported {
  const { kind, found } = read(given, policy, teaches, at);
  const links = new Map<string, { url: string; what: string }>();
  const problems = [...found.problems];
  for (const { url, what } of found.links) {
    const target = typedTarget(url);
    if (target === null) problems.push({ line: 0, problem: `“${url.slice(0, 100)}” is not the address of a web page.` });
    else if (!links.has(formatTarget(target))) links.set(formatTarget(target), { url: formatTarget(target), what });
  }
  const rest = problems.length - mostProblems;
  return {
    kind,
    links: [...links.values()].slice(0, mostLinks),
    lessons: found.lessons,
    problems: [...problems.slice(0, mostProblems), ...(rest > 0 ? [{ line: 0, problem: `${rest} more lines were not understood.` }] : [])],
    leftOut: Math.max(0, links.size - mostLinks),
  };
}

function read(
  given: z.output<typeof planImportSchema>,
  policy: PolicyDocument,
  teaches: readonly GroupId[],
  at: number,
): { kind: Imported['kind']; found: Found } {
  if ('file' in given) {
    const bytes = Buffer.from(given.file, 'base64');
    if (isPackage(bytes)) return { kind: 'document', found: readPackageLinks(bytes) };
    return read({ text: bytes.toString('utf8') }, policy, teaches, at);
  }
  const { text } = given;
  if (isCalendar(text)) return { kind: 'calendar', found: readCalendar(text, policy, teaches, at) };
  if (/<a\s[^<>]*href/i.test(text.slice(0, 100_000))) return { kind: 'document', found: readHtmlLinks(text) };
  if (isLinkTable(text)) return { kind: 'csv', found: readLinkTable(text) };
  return { kind: 'list', found: readLinkList(text) };
}
