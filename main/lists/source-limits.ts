/** What a source may be at most. More is a mistake or an attack, and is refused before it fills memory or disk. */
export interface SourceLimits {
  /** Bytes of the file as it is kept or fetched. */
  readonly packed: number;
  /** Bytes of all files after unpacking. */
  readonly unpacked: number;
  /** How many times larger unpacking may make it; lists of names reach about ten. */
  readonly ratio: number;
  /** Files, folders and links. */
  readonly entries: number;
}

export const usualLimits: SourceLimits = { packed: 512 * 2 ** 20, unpacked: 4 * 2 ** 30, ratio: 200, entries: 20_000 };
