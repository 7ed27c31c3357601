import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { compileBundle } from '#policies/bundle/compile.ts';
import { policySchema } from '#policies/contracts/policy-document.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { loadLists } from '../lists.ts';
import { done, failed, type Outcome } from '../outcome.ts';

/** A judge of a policy in a file (YAML or JSON), with the starter's lists and those of a folder. Problems are a line each. */
export async function judgeOfFiles(policyFile: string, listsFolder: string | undefined): Promise<Outcome<Judge>> {
  const text = await readFile(policyFile, 'utf8').catch(() => null);
  if (text === null) return failed(`The file ${policyFile} cannot be read: check its name, and that this user may read it.`);
  const written = yamlIn(text);
  if (!written.ok) return failed(`${policyFile}, ${written.problem}`);
  const policy = policySchema.safeParse(written.value);
  if (!policy.success) {
    const places = policy.error.issues.map(({ path, message }) => `${policyFile}, ${path.join(' › ') || 'as a whole'}: ${message}.`);
    return failed(places.join('\n'));
  }
  const { lists, phraseLists } = await loadLists(listsFolder === undefined ? [] : [listsFolder]);
  const compiled = compileBundle({ school: 'policy-file', number: 1, madeAt: 0, policy: policy.data, lists, phraseLists });
  return compiled.ok
    ? done(createJudge(compiled.bundle))
    : failed(compiled.problems.map((problem) => `${policyFile}: ${problem}`).join('\n'));
}

function yamlIn(text: string): Outcome<unknown> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const mistake = document.errors[0];
  if (mistake)
    return failed(`line ${lines.linePos(mistake.pos[0]).line}: this is not YAML that can be read (${mistake.message.replace(/\.$/, '')}).`);
  try {
    return done(document.toJS());
  } catch {
    // The library refuses aliases that would grow into very much.
    return failed('as a whole: its aliases would grow into very much; write it without them.');
  }
}
