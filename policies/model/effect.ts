/** What a rule does, in order of strictness. On a tie block beats warn beats allow. */
export const effects = ['allow', 'warn', 'block'] as const;
export type Effect = (typeof effects)[number];
