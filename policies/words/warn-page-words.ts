// The strings of the page that warns.
export interface WarnPageWords {
  readonly title: (host: string, school: string) => string;
  readonly heading: string;
  /** `audience` with its preposition; `name` is the category's. */
  readonly category: (name: string | null, audience: string) => string;
  readonly unknownSite: (audience: string) => string;
  readonly pageWords: (name: string | null, audience: string) => string;
  /** What is kept about it. */
  readonly recorded: string;
  readonly lasts: string;
  readonly goBack: string;
  readonly goOn: string;
  /** In a frame: why it cannot be answered there, and the link to where it can. */
  readonly inFrame: string;
  readonly openAlone: string;
  readonly shownBy: string;
  /** One line for a script or picture of a site that nobody has gone on to. */
  readonly oneLine: (school: string, reference: string) => string;
}
