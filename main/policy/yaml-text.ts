// A policy's text as a YAML document that remembers where everything stands. Whatever is wrong with the text is a sentence with its place.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { blankComments, looksLikeJson } from './comment-blanking.ts';

export interface PlacedProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

export interface YamlText {
  readonly document: Document;
  /** Plain values, aliases followed. */
  readonly value: unknown;
  /** Where a path leads, or the nearest thing around it that is there. */
  placeOf(path: readonly (string | number)[]): { readonly line: number; readonly column: number };
}

/** A policy of five thousand rules takes a megabyte. */
const mostCharacters = 8_000_000;
/** So often may parts be repeated by their anchor before it is taken for an attack. */
const mostAliases = 200;
const tooManyAliases = 'The file repeats parts of itself by aliases far too often.';
/** More are not read by anybody. */
const mostProblems = 100;

/** By yaml's code, where its own words are not for everybody. */
const words: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This name is there twice: take one of the two out.',
  TAB_AS_INDENT: 'Lines are indented by spaces, never by tabs.',
  BAD_INDENT: 'This line is indented otherwise than the lines it belongs to.',
  MISSING_CHAR: 'Something is missing here: a comma, a colon, a bracket or a quotation mark.',
  MULTIPLE_DOCS: 'There is a second document (after “---”): a file holds one policy.',
  BAD_ALIAS: 'There is no part of this anchor before this line.',
  TAG_RESOLVE_FAILED: 'Tags (“!…”) mean nothing here: write the value alone.',
};

export function readYaml(
  text: string,
): { readonly ok: true; readonly yaml: YamlText } | { readonly ok: false; readonly problems: PlacedProblem[] } {
  if (text.length > mostCharacters) return wrong('The file is larger than 8 million characters, which no policy is.');
  const lines = new LineCounter();
  try {
    const document: Document = parseDocument(looksLikeJson(text) ? blankComments(text) : text, {
      lineCounter: lines,
      prettyErrors: false,
      version: '1.2',
    });
    const found = [...document.errors, ...document.warnings].slice(0, mostProblems);
    if (found.length > 0) return { ok: false, problems: found.map((error) => ({ ...at(lines, error.pos[0]), problem: sentence(error) })) };
    const aliases = aliasesIn(document);
    if (aliases.length > mostAliases) return wrong(tooManyAliases);
    const lost = aliases.find((alias) => alias.resolve(document) === undefined);
    if (lost !== undefined) return { ok: false, problems: [{ ...at(lines, startOf(lost) ?? 0), problem: words['BAD_ALIAS'] ?? '' }] };
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return { ok: true, yaml: { document, value, placeOf: (path) => at(lines, offsetOf(document, path)) } };
  } catch (error) {
    // The parser nests as deeply as the text; aliases are counted when they are followed.
    if (error instanceof RangeError) return wrong('The file nests brackets or lists far too deeply.');
    if (error instanceof ReferenceError) return wrong(tooManyAliases);
    throw error;
  }
}

const wrong = (problem: string) => ({ ok: false as const, problems: [{ line: 1, column: 1, problem }] });

function at(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function sentence({ code, message }: YAMLError): string {
  const said = words[code] ?? `This cannot be read as YAML: ${message.split('\n')[0] ?? ''}`;
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

/** One more than are allowed are enough to know. */
function aliasesIn(document: Document): Alias[] {
  const found: Alias[] = [];
  visit(document, {
    Alias(_key, alias) {
      found.push(alias);
      return found.length > mostAliases ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** Of an entry the start of its name, of an item its own start. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = typeof part === 'number' ? node.items[part] : undefined;
      if (item === undefined) break;
      offset = startOf(item) ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];
