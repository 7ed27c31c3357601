// What can go wrong, as values: RFC 9457 problem details in words that whoever reads them can act on.

export class Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Further members of the problem (RFC 9457 §3.2), for instance `errors` by field. */
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    title: string,
    detail: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.more = more;
    this.headers = headers;
  }
}

export const mediaType = 'application/problem+json; charset=utf-8';

/** The body of a problem. `id` is also in the operators' log. */
export function problemBody(problem: Problem, id: string): string {
  return JSON.stringify({ ...problem.more, type: 'about:blank', title: problem.title, status: problem.status, detail: problem.detail, id });
}

export const notFound = (what: string): Problem => new Problem(404, 'Not found', `There is no such ${what} at your school.`);
export const notSignedIn = new Problem(
  401,
  'Not signed in',
  'Sign in first. A session ends after 30 minutes without use and after 12 hours in any case.',
);
export const notAllowed = new Problem(
  403,
  'Not allowed',
  'Your role does not allow this. The administrator of your school can say who may.',
);
export const unknownDevice = new Problem(
  401,
  'Unknown device',
  'This device is not enrolled, or was enrolled again since. It must enrol with the key of the school.',
  {},
  { 'www-authenticate': 'Bearer' },
);
export const crossOrigin = new Problem(403, 'Not from this site', 'The request was started by another web site and was refused.');
export const undoable = (detail: string): Problem => new Problem(422, 'This cannot be done as asked', detail);
/** What only the server can know about a field of a form, told like what its schema finds. */
export const undoableField = (field: string, message: string): Problem =>
  new Problem(422, 'This cannot be done as asked', `${field}: ${message}`, { errors: [{ field, message }] });
export const conflict = (detail: string): Problem => new Problem(409, 'Not possible any more', detail);
export const noPolicyYet = new Problem(
  503,
  'Not set up',
  'This school has no policy yet. Start the server once with its starter policy, then try again.',
);

export function tooMany(detail: string, retryAfterMs: number): Problem {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new Problem(429, 'Too many tries', detail, {}, { 'retry-after': String(seconds) });
}
export const busy = new Problem(
  503,
  'Busy',
  'Too many people are doing this at the same moment. Try again in a few seconds.',
  {},
  { 'retry-after': '5' },
);
