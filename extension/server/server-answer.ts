// What a call of the school's server came to. Failures are values: the extension lives with every one of them.

export type ServerAnswer<T> =
  | { readonly ok: true; readonly value: T }
  /** `unreachable`: no answer; `unknown-device`: our token is not accepted; `refused`: the server did not want this; `odd`: an answer that we cannot read or a failure of the server. */
  | { readonly ok: false; readonly problem: 'unreachable' | 'unknown-device' | 'refused' | 'odd' };
