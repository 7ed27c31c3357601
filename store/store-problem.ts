/** What is wrong with the store, for code that has to choose what to do. */
export type StoreProblemKind = 'unwritable' | 'not-ours' | 'damaged' | 'newer' | 'locked' | 'full' | 'conflict' | 'stopped';

/** The store cannot do what was asked. The message is one sentence that tells a school technician what is wrong and what to do. */
export class StoreProblem extends Error {
  readonly kind: StoreProblemKind;

  constructor(kind: StoreProblemKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreProblem';
    this.kind = kind;
  }
}
