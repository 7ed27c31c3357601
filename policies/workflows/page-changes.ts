// What differs in what two versions of a policy say of pages and files, one line a difference.
import { usualPages, type FileRule, type PagePolicy, type WordLimits } from '../contracts/page-policy.ts';
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { categoryById } from '../vocabulary/categories.ts';

const inherited = 'as for the group above';

export function pageChanges(
  before: Pick<PolicyDocument, 'pages'>,
  after: Pick<PolicyDocument, 'pages'>,
  groupName: (id: string) => string,
): string[] {
  const [was, is] = [linesOf(before.pages, groupName), linesOf(after.pages, groupName)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what) => {
    const [old = inherited, now = inherited] = [was.get(what), is.get(what)];
    return old === now ? [] : [`${what}: ${now} (was ${old}).`];
  });
}

function linesOf(pages: PagePolicy | undefined, groupName: (id: string) => string): Map<string, string> {
  const lines = new Map<string, string>();
  for (const [group, row] of Object.entries(pages?.words ?? {}))
    for (const [category, limits] of Object.entries(row))
      lines.set(`Words of pages, ${categoryById(category)?.name ?? category}, ${groupName(group)}`, limitWords(limits));
  for (const [group, rules] of Object.entries(pages?.files ?? {}))
    lines.set(`Files that are stopped, ${groupName(group)}`, rules.map(fileWords).join(', ') || 'none');
  const { severity, readKb, holdKb, holdMs } = { ...usualPages, ...pages };
  lines.set('Flags of pages', `at most ${severity}`);
  lines.set('Read of a page', `${readKb} KB`);
  lines.set('A page that words may stop waits', `for at most ${holdKb} KB or ${holdMs} ms`);
  return lines;
}

function limitWords({ flag, warn, block }: WordLimits): string {
  const said = [
    ...(flag === undefined ? [] : [`flagged from ${flag} points`]),
    ...(warn === undefined ? [] : [`warned of from ${warn}`]),
    ...(block === undefined ? [] : [`blocked from ${block}`]),
  ];
  return said.length === 0 ? 'nothing' : said.join(', ');
}

function fileWords({ type, overMb }: FileRule): string {
  return [type ?? 'any file', ...(overMb === undefined ? [] : [`over ${overMb} MB`])].join(' ');
}
