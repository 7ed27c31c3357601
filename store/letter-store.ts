/** Something that the school's server tells somebody by e-mail: that there is something to look at, and where; never what. */
export interface Letter {
  readonly id: string;
  readonly at: number;
  /** Address of one person. */
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** A letter with what became of it. */
export interface KeptLetter extends Letter {
  /** How often a mail server was asked to take it. */
  readonly attempts: number;
  /** When a mail server took it; `null`: not yet. */
  readonly acceptedAt: number | null;
  /** What the mail server said last, or why it was not reached. */
  readonly said: string | null;
  /** It will not be tried again. */
  readonly failed: boolean;
}

export interface LetterStore {
  /** Durable when it resolves. A letter of an id that is there stays as it is; false for one. */
  add(letter: Letter): Promise<boolean>;
  byId(id: string): Promise<KeptLetter | null>;
  /** Newest first; 1 to 500. `unsent`: neither taken nor given up. */
  list(query: { unsent?: boolean; limit: number }): Promise<KeptLetter[]>;
  /** Place among the events (`EventStore.keptAfter`) up to which alerts were posted; `null`: nobody was ever told. */
  alertedUntil(): Promise<number | null>;
  setAlertedUntil(place: number): Promise<void>;
  tried(id: string, outcome: Pick<KeptLetter, 'acceptedAt' | 'said' | 'failed'>): Promise<void>;
}
