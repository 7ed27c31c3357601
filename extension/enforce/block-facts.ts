// What a block page says, kept under its reference so that nothing in the page's address can be forged.
import type { BlockPageInput } from '#policies/words/block-page.ts';

export interface BlockFacts {
  readonly reference: string;
  /** Epoch milliseconds; old facts are swept away. */
  readonly at: number;
  /** The address that was stopped. */
  readonly url: string;
  readonly page: BlockPageInput;
}

export interface FactsShelf {
  keep(facts: BlockFacts): Promise<void>;
  find(reference: string): Promise<BlockFacts | null>;
  /** Forgets what is older than `before` (epoch milliseconds). */
  sweep(before: number): Promise<void>;
}
