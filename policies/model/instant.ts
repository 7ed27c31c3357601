/** A moment: milliseconds since the Unix epoch, UTC. Time is always an argument here; nothing in `policies/` reads a clock. */
export type Instant = number;
