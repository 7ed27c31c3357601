import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { loadLists } from '../lists.ts';
import { listsSetup } from '../lists/lists-setup.ts';
import { nowhere } from '../lists/read-source.ts';
import { readSources } from '../lists/read-sources.ts';
import { reportText } from '../lists/report-text.ts';
import { compiledLists } from '../materials/compiled-lists.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { publishLists } from '../school/publish-lists.ts';
import { dataFolderAt } from '../settings/data-folder.ts';
import { dataPath, tell, type Flags } from './flags.ts';
import { withSchool } from './school-of.ts';

/** Works before the first start too: the folder need not hold a school. */
export async function checkLists(flags: Flags): Promise<Outcome<void>> {
  const { root } = dataFolderAt(dataPath(flags));
  const { lists, phraseLists, problems } = await loadLists([root]);
  for (const { file, line, problem } of problems) tell(`${file}${line === 0 ? '' : `, line ${line}`}: ${problem}`);
  const entries = [...lists, ...phraseLists].reduce((sum, list) => sum + list.entries.length, 0);
  tell(`${lists.length} lists and ${phraseLists.length} phrase lists with ${entries} entries that can be used.`);
  const sources = await checkSources(root);
  if (!sources.ok) return sources;
  return problems.length === 0
    ? done(undefined)
    : failed(`${problems.length} lines or files cannot be used and are left out: correct them.`);
}

/** What the lists of others come to as they are now. Refused lines of those are for their makers to correct. */
async function checkSources(root: string): Promise<Outcome<void>> {
  const setup = await listsSetup(root);
  if (!setup.ok) return setup;
  const read = await readSources({ dataRoot: root, ...setup.value }, nowhere);
  for (const { name, report } of read) {
    tell('');
    tell(`${name}:`);
    if (report.ok) reportText(report.value).forEach(tell);
  }
  const problems = read.flatMap(({ report }) => (report.ok ? [] : [report.problem]));
  return problems.length === 0 ? done(undefined) : failed(problems.join('\n'));
}

export function publishChangedLists(flags: Flags): Promise<Outcome<void>> {
  return withSchool(flags, async (school, data) => {
    const before = await school.policies.latestBundleNumber();
    const at = Date.now();
    const compiled = await compiledLists(school, data, at, tell);
    if (!compiled.ok) return compiled;
    const lists = compiled.value;
    const published = await publishLists(school, starterPolicy, lists, at);
    if (!published.ok) return published;
    tell(published.value === before ? `Bundle ${before} holds these lists already.` : `Published bundle ${published.value}.`);
    return lists.problems.length === 0
      ? done(undefined)
      : failed(`${lists.problems.length} lines were left out; "lists check" names them.`);
  });
}
