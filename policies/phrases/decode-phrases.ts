// Bytes of phrase lists to text. Old lists are in the encodings of their languages, some in several in one file: so each line
// is read by itself, as UTF-8 where it is that, else as its folder's language was written.

/** Encodings that were usual for a language, by the folder of e2guardian's lists. */
const usual: readonly (readonly [RegExp, readonly string[]])[] = [
  [/russian-?1251/i, ['windows-1251']],
  [/koi8/i, ['koi8-r']],
  [/russian|bulgarian|ukrainian/i, ['windows-1251']],
  [/japanese/i, ['shift_jis', 'euc-jp']],
  [/big5/i, ['big5']],
  [/gb2312|chinese/i, ['gbk']],
  [/korean/i, ['euc-kr']],
  [/polish|czech|hungarian|slovak/i, ['iso-8859-2']],
  [/greek/i, ['windows-1253']],
  [/turkish/i, ['windows-1254']],
  [/hebrew/i, ['windows-1255']],
  [/arabic/i, ['windows-1256']],
];

/** @param path where the list lies, for its language; the decoders are those of the Encoding Standard */
export function decodePhrases(bytes: Uint8Array, path: string): string {
  const encodings = usual.find(([folder]) => folder.test(path))?.[1] ?? ['windows-1252'];
  const lines: string[] = [];
  for (let start = 0; start <= bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    lines.push(strictly(line, 'utf-8') ?? likeliest(line, encodings));
    if (end === -1) break;
    start = end + 1;
  }
  return lines.join('\n');
}

/** Of the encodings that the line is right in, the one in which it has the fewest signs that its language does not use. */
function likeliest(line: Uint8Array, encodings: readonly string[]): string {
  const readings = encodings.map((encoding) => strictly(line, encoding)).filter((reading) => reading !== null);
  readings.sort((a, b) => oddities(a) - oddities(b));
  return readings[0] ?? new TextDecoder('windows-1252').decode(line);
}

/** Half-width kana, private use and rare ideographs are what wrongly read double bytes turn into. */
const oddities = (text: string): number =>
  [...text.matchAll(/[\uff61-\uff9f\ue000-\uf8ff\u0080-\u009f\u{20000}-\u{2ffff}]/gu)].length / (text.length || 1);

function strictly(line: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(line);
  } catch {
    return null;
  }
}
