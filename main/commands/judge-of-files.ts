import { readFile } from 'node:fs/promises';
import { compileBundle } from '#policies/bundle/compile.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { loadLists } from '../lists.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { readPolicyFile } from '../policy/read-policy-file.ts';

/** A judge of a policy in a file, with the starter's lists and those of a folder. Problems of the file are a line each. */
export async function judgeOfFiles(policyFile: string, listsFolder: string | undefined): Promise<Outcome<Judge>> {
  const text = await readFile(policyFile, 'utf8').catch(() => null);
  if (text === null) return failed(`The file ${policyFile} cannot be read: check its name, and that this user may read it.`);
  const read = readPolicyFile(text);
  if (!read.ok) return failed(read.problems.map(({ line, problem }) => `${policyFile}, line ${line}: ${problem}`).join('\n'));
  const { lists, phraseLists } = await loadLists(listsFolder === undefined ? [] : [listsFolder]);
  const compiled = compileBundle({ school: 'policy-file', number: 1, madeAt: 0, policy: read.policy, lists, phraseLists });
  return compiled.ok
    ? done(createJudge(compiled.bundle))
    : failed(compiled.problems.map((problem) => `${policyFile}: ${problem}`).join('\n'));
}
