// What the product does later or for a long time.

/**
 * `precache`: the page of a single request. `prepare`: the pages of a plan's lesson. `look`: a page as a pupil of a class would see it, before it
 * is asked for. `remind`: a request that nobody has answered. `close`: a site whose page has changed since it was approved.
 * `measure`: what the cache did for a lesson that is over. `tell`: how ready a lesson is, to its teacher. `letter`: an e-mail.
 */
export const jobKinds = ['precache', 'prepare', 'look', 'remind', 'close', 'measure', 'tell'] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];
