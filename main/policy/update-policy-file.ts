// A technician's own file brought up to the policy in force, with their comments and their order where they still have a place.
import { isMap, isPair, isScalar, isSeq, type Document, type Node, type YAMLMap, type YAMLSeq, parseDocument } from 'yaml';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { blankComments, looksLikeJson } from './comment-blanking.ts';
import { isEntries, toFileForm } from './file-form.ts';
import { readMoment } from './moment-text.ts';

/** The text, which was read without a problem, with the policy's values; `null` for JSON, whose comments cannot be kept. */
export function updatePolicyFile(text: string, policy: PolicyDocument, version: number): string | null {
  if (looksLikeJson(text)) return null;
  const document: Document = parseDocument(text, { version: '1.2' });
  const sameMoment = (a: unknown, b: unknown): boolean => momentOf(a, policy.timeZone) === momentOf(b, policy.timeZone);
  document.contents = merged(document, document.contents, { version, ...toFileForm(policy) }, sameMoment);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** The text with another number behind its `version`, and nothing else changed. */
export function withVersion(text: string, version: number): string {
  const document: Document = parseDocument(looksLikeJson(text) ? blankComments(text) : text, { version: '1.2' });
  const node = document.get('version', true);
  const range = isScalar(node) ? node.range : null;
  return range ? text.slice(0, range[0]) + String(version) + text.slice(range[1]) : text;
}

type Same = (a: unknown, b: unknown) => boolean;

function merged(document: Document, node: unknown, wanted: unknown, same: Same): Node {
  if (isMap(node) && isEntries(wanted)) return mergedMap(document, node, wanted, same);
  if (isSeq(node) && Array.isArray(wanted)) return mergedSeq(document, node, wanted, same);
  if (isScalar(node)) {
    if (same(node.value, wanted)) return node;
    if (typeof wanted !== 'object' || wanted === null) {
      node.value = wanted;
      return node;
    }
  }
  return document.createNode(wanted, { aliasDuplicateObjects: false });
}

function mergedMap(document: Document, node: YAMLMap, wanted: Readonly<Record<string, unknown>>, same: Same): Node {
  node.items = node.items.filter((pair) => {
    const key = keyOf(pair.key);
    return key === '$schema' || Object.hasOwn(wanted, key) || isNothing(pair.value);
  });
  for (const [key, value] of Object.entries(wanted)) {
    const pair = node.items.find((one) => isPair(one) && keyOf(one.key) === key);
    if (pair === undefined) node.items.push(document.createPair(key, value));
    else pair.value = merged(document, pair.value, value, same);
  }
  return node;
}

/** Items are found again by their id, or by being the same text. */
function mergedSeq(document: Document, node: YAMLSeq, wanted: readonly unknown[], same: Same): Node {
  const left = new Map<string, unknown>();
  for (const item of node.items) left.set(nameOfNode(item), item);
  node.items = wanted.map((value) => merged(document, left.get(nameOf(value)), value, same));
  return node;
}

/** An entry that says nothing (`reason: null`, `rules: []`) means the same as none. */
const isNothing = (node: unknown): boolean => (isScalar(node) && node.value === null) || (isSeq(node) && node.items.length === 0);
const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);

function nameOf(value: unknown): string {
  if (!isEntries(value)) return JSON.stringify(value) ?? '';
  const { id, name, schedule, group, category } = value;
  return JSON.stringify(id ?? name ?? [schedule, group, category]);
}

function nameOfNode(node: unknown): string {
  return nameOf(isMap(node) || isSeq(node) ? node.toJSON() : isScalar(node) ? node.value : node);
}

function momentOf(value: unknown, timeZone: string): unknown {
  return typeof value === 'string' ? (readMoment(value, timeZone) ?? value) : value;
}
