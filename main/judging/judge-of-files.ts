// A judge of files, without a school: what the product would say of this policy with these lists.
import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { compileBundle } from '#policies/bundle/compile.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { createJudge, type Holdings, type Judge } from '#policies/engine/judge.ts';
import type { SourceReport } from '#policies/lists/source-report.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { CategoryTable } from '#policies/table/category-table.ts';
import { ListedNames } from '#policies/table/listed-names.ts';
import { TableBuilder } from '#policies/table/table-builder.ts';
import { encodeTable } from '#policies/table/table-file.ts';
import { loadLists } from '../lists.ts';
import { listsSetup } from '../lists/lists-setup.ts';
import { readSource } from '../lists/read-source.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { readPolicyFile } from '../policy/read-policy-file.ts';

export interface JudgeFiles {
  /** YAML or JSON; the starter policy where it is left out. */
  readonly policy?: string | undefined;
  /** A folder, a file or an archive of lists, in any layout that `lists import` takes, or the school's own (`lists/*.txt`, `phrases/*.txt`). */
  readonly lists?: string | undefined;
}

export interface FilesJudge {
  readonly judge: Judge;
  /** What came of the lists, where they were not in the school's own layout. */
  readonly report: SourceReport | null;
}

/** The starter's lists always belong to it, as in a school. Problems of the policy are a line each. */
export async function judgeOfFiles(files: JudgeFiles): Promise<Outcome<FilesJudge>> {
  const policy = files.policy === undefined ? done(starterPolicy) : await policyOf(files.policy);
  if (!policy.ok) return policy;
  const own = files.lists !== undefined && (await isSchoolLayout(files.lists));
  const { lists, phraseLists } = await loadLists(own && files.lists !== undefined ? [files.lists] : []);
  const imported = files.lists === undefined || own ? done(null) : await importedLists(files.lists);
  if (!imported.ok) return imported;
  const compiled = compileBundle({ school: 'files', number: 1, madeAt: 0, policy: policy.value, lists, phraseLists });
  if (!compiled.ok) return failed(compiled.problems.map((problem) => `${files.policy ?? 'The policy'}: ${problem}`).join('\n'));
  return done({ judge: createJudge(compiled.bundle, imported.value?.holdings), report: imported.value?.report ?? null });
}

async function policyOf(file: string): Promise<Outcome<PolicyDocument>> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return failed(`The file ${file} cannot be read: check its name, and that this user may read it.`);
  const read = readPolicyFile(text);
  return read.ok ? done(read.policy) : failed(read.problems.map(({ line, problem }) => `${file}, line ${line}: ${problem}`).join('\n'));
}

/** A folder with our own `lists` or `phrases`, each file with its head. */
async function isSchoolLayout(path: string): Promise<boolean> {
  for (const part of ['lists', 'phrases']) {
    const [first] = (await readdir(join(path, part)).catch(() => [])).filter((name) => name.endsWith('.txt'));
    if (first !== undefined && /^\uFEFF?#\s*(?:name|category)\s*:/.test(await readFile(join(path, part, first), 'utf8').catch(() => '')))
      return true;
  }
  return false;
}

async function importedLists(path: string): Promise<Outcome<{ holdings: Holdings; report: SourceReport }>> {
  const setup = await listsSetup(path);
  if (!setup.ok) return setup;
  const seed = randomBytes(8);
  const builder = new TableBuilder({ a: seed.readInt32LE(0), b: seed.readInt32LE(4) });
  const phraseLists: PhraseList[] = [];
  const { corrections } = setup.value;
  const options = { id: 'lists', name: basename(resolve(path)), corrections, phrases: (list: PhraseList) => void phraseLists.push(list) };
  const report = await readSource(path, options, builder);
  if (!report.ok) return report;
  const table = CategoryTable.open(encodeTable(builder.keys()));
  if ('problem' in table) throw new Error(table.problem);
  return done({ holdings: { names: new ListedNames(table), mandatory: [], phraseLists }, report: report.value });
}
