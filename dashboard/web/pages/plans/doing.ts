/** Sends an act on a plan and, when it worked, says so. False when it did not. */
export type Doing = (what: string, body: unknown, said: string) => Promise<boolean>;
