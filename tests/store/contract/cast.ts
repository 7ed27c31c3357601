import type { SchoolStore, Store } from '#store/school-store.ts';

/** What a part of the contract works with: a school of its own in the store, and a second connection to the same data. */
export interface ContractCast {
  /** The store as one process has it open. */
  store(): Store;
  /** The same data, opened a second time. */
  other(): Store;
  /** A new, empty school. */
  newSchool(): Promise<SchoolStore>;
}
