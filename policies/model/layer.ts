/**
 * Where a rule stands. Earlier beats later, always. `mandatory` holds the illegal-content lists, which no role,
 * decision or whitelist can override, and the confidential helplines, always allowed and never recorded by name.
 */
export const layers = ['mandatory', 'decision', 'school', 'group', 'category', 'default'] as const;
export type Layer = (typeof layers)[number];
