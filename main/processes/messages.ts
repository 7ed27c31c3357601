// What the supervisor and its children say to each other over their channel. Secrets such as the dashboard's TLS key
// travel here and never stand in a command line.

export type ToChild = { readonly say: 'start'; readonly parameters: unknown } | { readonly say: 'stop' };

export type FromChild =
  | { readonly say: 'ready' }
  /** It cannot start, for a reason that a person can do something about. */
  | { readonly say: 'problem'; readonly problem: string };
