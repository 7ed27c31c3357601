// The strings of the block page.
export interface BlockPageWords {
  readonly title: (host: string, school: string) => string;
  readonly webFilter: (school: string) => string;
  readonly heading: string;
  /** Markup puts the host before and the carried host after. */
  readonly showsPagesOf: string;
  readonly illegal: (school: string) => string;
  /** `audience` with its preposition. */
  readonly category: (name: string | null, audience: string) => string;
  readonly unknownSite: (audience: string) => string;
  /** Stopped for what it turned out to hold; `name` is the category's. */
  readonly pageWords: (name: string | null, audience: string) => string;
  readonly fileKind: (audience: string) => string;
  readonly fileSize: (audience: string) => string;
  readonly ownRule: (school: string) => string;
  readonly ownRuleForGroup: (school: string) => string;
  readonly reasonGiven: string;
  readonly ask: string;
  readonly report: string;
  readonly care: CareWords;
  readonly talk: TalkWords;
  readonly rows: Readonly<
    Record<'reference' | 'address' | 'category' | 'rule' | 'list' | 'schedule' | 'until' | 'policy' | 'time' | 'stoppedBy', string>
  >;
  readonly network: string;
  readonly browser: string;
  /** One line for a script or picture that was stopped. */
  readonly oneLine: (school: string, reference: string) => string;
}

export interface CareWords {
  readonly heading: string;
  readonly text: string;
  /** Confidential help that readers of the language can ring: its name, number as people write it, and whom it is for. */
  readonly lines: readonly { readonly name: string; readonly number: string; readonly forWhom: string }[];
}

/** Whom to turn to, for an ordinary page and for one on an illegal-content list. */
export interface TalkWords {
  readonly heading: string;
  readonly pupil: Both;
  readonly staff: Both;
  readonly other: Both;
}

interface Both {
  readonly ordinary: string;
  readonly illegal: string;
}
