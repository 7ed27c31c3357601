// A policy as a file for people: short things on one line, a word of explanation over each part.
import { Document, isMap, isSeq, type Node } from 'yaml';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { toFileForm } from './file-form.ts';
import { schemaWords } from './schema-words.ts';

/** Parts whose items are short enough for a line each. */
const oneLineItems: readonly string[] = ['periods', 'schedules', 'groups', 'timed', 'unknownSites', 'obligations'];

export function writePolicyFile(
  policy: PolicyDocument,
  about: { readonly school: string; readonly version: number; readonly schema: string },
): string {
  const document = new Document({ version: about.version, ...toFileForm(policy) }, { aliasDuplicateObjects: false });
  document.commentBefore = ` yaml-language-server: $schema=${about.schema}\n The policy of ${oneLine(about.school)}. “schoolgate policy check” names what is wrong with it, “schoolgate policy apply” puts it in force.`;
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      const name = String(key);
      const node = key as Node;
      const words = schemaWords[name];
      if (words !== undefined) node.commentBefore = ` ${words}`;
      if (name !== 'version') node.spaceBefore = true;
      if (oneLineItems.includes(name)) asLines(value);
      if (name === 'calendar' && isMap(value)) for (const part of value.items) asLines(part.value);
    }
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function asLines(part: unknown): void {
  if (isSeq(part)) for (const item of part.items) flow(item);
  else if (isMap(part)) for (const { value } of part.items) flow(value);
}

function flow(node: unknown): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
