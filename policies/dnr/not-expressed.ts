// What the judge does and the floor cannot: named, so that nobody takes the floor for the judge.

export type NotExpressedKind =
  /** An imported list: only hashes of its names travel. */
  | 'table'
  /** A licensed illegal-content list: keyed hashes. */
  | 'keyed-list'
  | 'range'
  | 'expression'
  /**
   * An expression that is expressed but for addresses with a port, a user name or a fragment, very long ones, and those
   * that write their path in another way. Only of these may the floor also stop what the judge does not.
   */
  | 'expression-edges'
  /** A stopped path that only Chrome’s plain filter can hold, or none. */
  | 'stopped-path'
  /** A permitted path that Chrome cannot hold: the floor opens all of its host. */
  | 'permitted-path'
  /** A permission for what certain pages show of a host: the floor opens the host. */
  | 'embedded-permission'
  /** Addresses that write their path in another way, where paths or expressions matter. */
  | 'path-spelling'
  /** Addresses inside addresses. */
  | 'carried'
  /** What is blocked after a permission that cannot be named. */
  | 'below-permission'
  | 'safe-search';

export interface NotExpressed {
  readonly kind: NotExpressedKind;
  /** The line, list or rule that is meant, as a person may read it. */
  readonly what: string;
  readonly why: string;
  /** How many names or lines of lists are meant. */
  readonly names: number;
}

/** The same thing is said once, however many rules it stands in. */
export class NotExpressedList {
  readonly #known = new Map<string, NotExpressed>();

  add(entry: NotExpressed): void {
    this.#known.set(`${entry.kind} ${entry.what}`, entry);
  }

  all(): NotExpressed[] {
    return [...this.#known.values()];
  }
}
