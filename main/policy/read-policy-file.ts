// From a file that a technician wrote to a policy that holds together, or to everything that is wrong with it, each with its line.
import { checkPolicy } from '#policies/bundle/check-policy.ts';
import type { PolicyProblem } from '#policies/bundle/policy-problem.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { fromFileForm, isEntries } from './file-form.ts';
import { policyFileSchema } from './policy-file-schema.ts';
import { unknownNames } from './unknown-names.ts';
import { readYaml, type PlacedProblem, type YamlText } from './yaml-text.ts';

export type PolicyFile =
  | {
      readonly ok: true;
      readonly policy: PolicyDocument;
      /** The version that the file says it was made from, or `null` where it says nothing. */
      readonly version: number | null;
    }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[] };

/** Reads YAML, or JSON with comments. Never throws, whatever the text. */
export function readPolicyFile(text: string): PolicyFile {
  const read = readYaml(text);
  if (!read.ok) return read;
  const { value } = read.yaml;
  if (!isEntries(value))
    return placed(read.yaml, [{ path: [], problem: 'A policy is a set of entries: format, timeZone, groups, grid and others.' }]);
  const { version = null, $schema: _schema, ...file } = value;
  const { document, problems } = fromFileForm(file);
  const found = [...problems, ...unknownNames(value, schema())];
  if (version !== null && !(Number.isSafeInteger(version) && Number(version) >= 0))
    found.push({ path: ['version'], problem: 'Version: a whole number is meant here.' });
  const checked = checkPolicy(document);
  if (!checked.ok) return placed(read.yaml, [...found, ...checked.problems]);
  return found.length > 0
    ? placed(read.yaml, found)
    : { ok: true, policy: checked.policy, version: version === null ? null : Number(version) };
}

let made: ReturnType<typeof policyFileSchema> | undefined;
const schema = (): ReturnType<typeof policyFileSchema> => (made ??= policyFileSchema());

/** In the order of the file. */
function placed(yaml: YamlText, problems: readonly PolicyProblem[]): PolicyFile {
  const all = problems.map(({ path, problem }) => ({ ...yaml.placeOf(path), problem }));
  return { ok: false, problems: all.sort((a, b) => a.line - b.line || a.column - b.column) };
}
