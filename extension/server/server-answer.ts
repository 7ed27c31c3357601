// What a call of the school's server came to. Failures are values: the extension lives with every one of them.

export type ServerAnswer<T> =
  | { readonly ok: true; readonly value: T }
  /** `unreachable`: no answer; `unknown-device`: our token is not accepted; `refused`: what we sent is wrong; `odd`: an answer that we cannot read or a failure of the server, which may pass. */
  | { readonly ok: false; readonly problem: 'unreachable' | 'unknown-device' | 'refused' | 'odd' };
