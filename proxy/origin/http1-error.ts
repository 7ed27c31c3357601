/** What went wrong with an answer over HTTP/1.1. */
export type Http1Fault =
  | 'ANSWER_LATE'
  | 'ANSWER_STOPPED'
  | 'ANSWER_INCOMPLETE'
  | 'ANSWER_HEAD_TOO_LONG'
  | 'ANSWER_NOT_HTTP'
  | 'CONNECTION_ENDED';

export class Http1Error extends Error {
  readonly code: Http1Fault;

  constructor(code: Http1Fault) {
    super(code);
    this.code = code;
  }
}
