/** Something that the school's server tells somebody by e-mail: that there is something to look at, and where; never what. */
export interface Letter {
  readonly id: string;
  readonly at: number;
  /** Address of one person. */
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** Goes before all that is not. */
  readonly urgent: boolean;
}

export const letterStates = ['waiting', 'sent', 'failed'] as const;
export type LetterState = (typeof letterStates)[number];

/** A letter with what became of it. */
export interface KeptLetter extends Letter {
  /** `failed`: it will not be tried again unless a person says so. */
  readonly state: LetterState;
  /** How often a mail server was asked to take it. */
  readonly attempts: number;
  /** Not tried before this moment. */
  readonly dueAt: number;
  /** When a mail server took it. */
  readonly acceptedAt: number | null;
  /** What the mail server said last, or why it was not reached. */
  readonly said: string | null;
}

/** What came of one try. `later`: to be tried again at that moment. */
export type LetterOutcome = { readonly said: string } & (
  | { readonly is: 'sent'; readonly at: number }
  | { readonly is: 'later'; readonly dueAt: number }
  | { readonly is: 'failed' }
);

/** How often one sort of alert is told: when last, and how many events have come since. */
export interface AlertTurn {
  readonly severity: 'urgent' | 'high';
  /** Person, device or address; empty: everybody. */
  readonly about: string;
  readonly toldAt: number;
  readonly untold: number;
}

export interface Alerted {
  /** Counts changes. */
  readonly version: number;
  /** Place among the events (`EventStore.keptAfter`) up to which they were looked at; `null`: none was ever. */
  readonly until: number | null;
  readonly turns: readonly AlertTurn[];
}

export interface LetterStore {
  /** Durable when it resolves. A letter of an id that is there stays as it is; false for one. */
  add(letter: Letter): Promise<boolean>;
  byId(id: string): Promise<KeptLetter | null>;
  /** Newest first; 1 to 500. */
  list(query: { states?: readonly LetterState[]; limit: number }): Promise<KeptLetter[]>;
  /** Takes the letter that is due, urgent ones first, for whoever asks; it is due again at `until` if its outcome is never told. */
  claim(at: number, until: number): Promise<KeptLetter | null>;
  tried(id: string, outcome: LetterOutcome): Promise<void>;
  /** Tries one that has failed anew; false when it has not. */
  again(id: string, at: number): Promise<boolean>;
  /** Forgets letters written before a moment that do not wait. */
  forget(before: number): Promise<void>;
  alerted(): Promise<Alerted>;
  /** Keeps how far alerts are together with their letters, all or nothing; false, and nothing kept, when another version is there. */
  alert(now: Omit<Alerted, 'until'> & { readonly until: number }, letters: readonly Letter[]): Promise<boolean>;
}
