// What a file of lists is, from its name and its first bytes.
import type { ListFormat } from './list-format.ts';
import { readCsvHeader } from './read-csv.ts';

/** What a file holds: a list, phrases, what a list is for, another name for a list, or nothing that can be read. */
export type FileKind =
  | { readonly kind: 'list'; readonly format: ListFormat }
  | { readonly kind: 'phrases' }
  | { readonly kind: 'usage' }
  | { readonly kind: 'alias'; readonly of: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** How many bytes `kindOfFile` wants to see, or the whole file if it is shorter. */
export const headLength = 4_096;

const byName: readonly (readonly [RegExp, FileKind])[] = [
  [/^domains(?:[._-]?\d+)?$/, { kind: 'list', format: 'ut1-domains' }],
  [/^urls(?:[._-]?\d+)?$/, { kind: 'list', format: 'ut1-urls' }],
  [/^expressions$/, { kind: 'list', format: 'ut1-expressions' }],
  [/^usage$/, { kind: 'usage' }],
  [/expressions?$/, { kind: 'refused', reason: 'Expressions of this name stop far more than they say; only "expressions" is read.' }],
  [
    /^(?:global_usage|readme.*|license.*|licence.*|copying.*|version|categories|changelog.*|.*\.(?:md|pdf|html?|json|ya?ml|sha\d+|md5|asc|sig|png|db))$/,
    { kind: 'refused', reason: 'This is not a list.' },
  ],
];

const magics: readonly (readonly [number, readonly number[], string])[] = [
  [0, [0x50, 0x4b, 0x03, 0x04], 'a zip archive'],
  [0, [0x1f, 0x8b], 'a gzip file inside another'],
  [0, [0x42, 0x5a, 0x68], 'a bzip2 file'],
  [0, [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz file'],
  [0, [0x28, 0xb5, 0x2f, 0xfd], 'a zstd file'],
  [0, [0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive'],
  [0, [0x52, 0x61, 0x72, 0x21], 'a rar archive'],
  [257, [0x75, 0x73, 0x74, 0x61, 0x72], 'an archive inside another'],
  [0, [0xff, 0xfe], 'UTF-16 text'],
  [0, [0xfe, 0xff], 'UTF-16 text'],
];

/**
 * @param path inside its source, with slashes; without `.gz`
 * @param head the first `headLength` bytes, or the whole file if `whole`
 */
export function kindOfFile(path: string, head: Uint8Array, whole: boolean): FileKind {
  const magic = magics.find(([at, bytes]) => bytes.every((byte, index) => head[at + index] === byte));
  if (magic) return { kind: 'refused', reason: `This is ${magic[2]}, which is not read: unpack it first, or save it as UTF-8 text.` };
  const name = path.split('/').at(-1) ?? '';
  const named = byName.find(([pattern]) => pattern.test(name.toLowerCase()));
  if (named) return named[1];
  const text = new TextDecoder().decode(head);
  if (text.includes('\0')) return { kind: 'refused', reason: 'This is not text.' };
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) return { kind: 'refused', reason: 'This is a web page and not a list.' };
  const alias = whole && !/\.\w+$/.test(name) ? /^([\w-]{1,64})\s*$/.exec(text)?.[1] : undefined;
  if (alias !== undefined) return { kind: 'alias', of: alias };
  return byContent(
    name,
    text
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\n|\r/)
      .slice(0, whole ? undefined : -1),
  );
}

function byContent(name: string, lines: readonly string[]): FileKind {
  const list = (format: ListFormat): FileKind => ({ kind: 'list', format });
  if (/\.(?:csv|tsv)$/i.test(name)) return list('csv');
  if (lines.some((line) => /^\[Adblock/i.test(line))) return list('adblock');
  const content = lines.map((line) => line.trim()).filter((line) => line !== '' && !/^[#!](?!#)/.test(line));
  const share = (pattern: RegExp): number => content.filter((line) => pattern.test(line)).length / Math.max(1, content.length);
  const [first = ''] = content;
  if (/[,;\t]/.test(first) && readCsvHeader(first) !== null) return list('csv');
  if (share(/^<[^<>]+>/) > 0.5) return { kind: 'phrases' };
  if (share(/^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+\S/) > 0.3) return list('hosts');
  if (share(/^(?:@@)?\|\|?|##|#@#|\$(?:third-party|important|script)/) > 0.3) return list('adblock');
  return list('domains');
}
