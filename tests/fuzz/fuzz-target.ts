import type { Random } from '#main/demo/random.ts';

/**
 * Something that reads what strangers write, as the fuzzer runs it: `npm run fuzz -- NAME`. Each file `tests/fuzz/fuzz-*.ts`
 * exports one as `fuzzTarget`.
 */
export interface FuzzTarget {
  /** Lower-case kebab, unique: what stands on the command line. */
  readonly name: string;
  /**
   * Reads the bytes and throws where what must always hold does not. A refusal that the code means is no throw. More than two
   * seconds is a finding too.
   */
  once(bytes: Uint8Array): void | Promise<void>;
  /** Good inputs to begin from: the fuzzer changes them, splices them and keeps what reaches code that nothing reached before. */
  readonly seeds?: readonly Uint8Array[];
  /** The input is JSON after at most one byte: half of the changes then leave it JSON. */
  readonly json?: true;
  /** A change that keeps a format whole where chance would not; half of the changes are then made by it. `null`: this input has nothing to change. */
  change?(bytes: Uint8Array, random: Random): Uint8Array | null;
  /** Words of the format (`||`, `.translate.goog`, `"rules"`), which chance alone would rarely write. */
  readonly words?: readonly string[];
}
