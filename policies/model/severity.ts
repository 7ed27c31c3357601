/** How soon a person must look: `low` at the weekly review, `medium` the same day, `high` within the hour, `urgent` now. */
export const severities = ['low', 'medium', 'high', 'urgent'] as const;
export type Severity = (typeof severities)[number];
