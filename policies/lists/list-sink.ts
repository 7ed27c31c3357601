import type { ListItem, ListMeta } from './list-item.ts';

/** Where the items of lists go: the compiler of the category table, or whoever counts. */
export interface ListSink {
  /** Announces a list; gives the number that `add` takes. */
  list(meta: ListMeta): number;
  /** @param line from 1 */
  add(list: number, line: number, item: ListItem): void;
}
