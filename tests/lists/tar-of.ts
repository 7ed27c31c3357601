// Archives made for a test, header by header (POSIX.1-1988 ustar), so that they may also be wrong.

export interface TarEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  /** Where a symbolic link leads. */
  readonly link?: string;
  /** Instead of the type that it has. */
  readonly type?: string;
}

const block = 512;

export function tarOf(entries: readonly TarEntry[]): Uint8Array {
  const blocks = entries.flatMap((entry) => {
    const content = entry.content ?? new Uint8Array(0);
    const padded = new Uint8Array(Math.ceil(content.length / block) * block);
    padded.set(content);
    return [headerOf(entry, content.length), padded];
  });
  return new Uint8Array(Buffer.concat([...blocks, new Uint8Array(2 * block)]));
}

function headerOf({ name, link, type }: TarEntry, size: number): Uint8Array {
  const header = Buffer.alloc(block);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(type ?? (link === undefined ? '0' : '2'), 156);
  header.write(link ?? '', 157, 100);
  header.write('ustar\x0000', 257);
  header.write('        ', 148);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return new Uint8Array(header);
}
