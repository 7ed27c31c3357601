/**
 * What an enforcement point must do besides letting through or stopping (XACML *obligation*).
 * `safe-search`: force the search engine's strict mode. `video-restriction`: ask video sites for restricted mode.
 * `do-not-record`: no event by name may be kept (helplines).
 */
export const obligations = ['safe-search', 'video-restriction', 'do-not-record'] as const;
export type Obligation = (typeof obligations)[number];
