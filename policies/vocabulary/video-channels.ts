// Whose the videos of a site are.

/** How a site writes whose a video is. */
export interface ChannelsOfSite {
  /** The name of a channel in the path of its own page, canonical; `null` for any other path. */
  readonly inPath: (path: string) => string | null;
  /** What is asked, in this order until one answers, to learn whose a video is. */
  readonly asks: (id: string) => readonly string[];
  /** Names of the channel in such an answer, canonical; none where it does not say. */
  readonly inAnswer: (id: string, answer: string) => readonly string[];
  /** Parts of hosts that videos of a permitted channel are played from. */
  readonly plays: readonly (readonly [host: string, path: string | null])[];
}
