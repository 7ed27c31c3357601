/** What a rule does, in order of strictness. On a tie block beats warn beats allow. */
export const effects = ['allow', 'warn', 'block'] as const;
export type Effect = (typeof effects)[number];

/**
 * What a policy says of a category. `block-unless-approved` stops like `block`, but a member of staff may open single
 * sites of it within the school's bounds; of a category that is simply blocked only the committee can.
 */
export const categoryEffects = ['allow', 'warn', 'block-unless-approved', 'block'] as const;
export type CategoryEffect = (typeof categoryEffects)[number];
