// What can go wrong between the page and the server, as one value with words that a person can act on (RFC 9457).
import * as z from 'zod';

/** Field of a form → what is wrong with it. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface Problem {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Also in the operators' log; `null` where there is nothing for a technician to look up. */
  readonly id: string | null;
  readonly fields: FieldErrors;
}

const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  id: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

const titles: Readonly<Record<number, string>> = {
  400: 'Something in this was not understood',
  401: 'You are signed out',
  403: 'Your role does not include this',
  404: 'This was not found',
  409: 'Somebody was faster',
  413: 'That is too much at once',
  429: 'Too many tries',
};

export const unreachable: Problem = {
  status: 0,
  title: 'The dashboard cannot be reached',
  detail: 'No answer came. Check that this device is on the school network, then try again. Nothing you typed is lost.',
  id: null,
  fields: {},
};

export const notUnderstood: Problem = {
  status: 0,
  title: 'The answer was not understood',
  detail: 'The dashboard was probably updated while this page was open. Reload the page.',
  id: null,
  fields: {},
};

/** The problem in an error response's body, or one made from its status when the body is none of ours. */
export function problemFrom(status: number, body: unknown): Problem {
  const parsed = problemSchema.safeParse(body);
  const said = parsed.success ? parsed.data : {};
  return {
    status,
    title: said.title ?? titles[status] ?? 'The dashboard could not do this',
    detail: said.detail ?? 'Please try again. If it goes on, tell your school technician.',
    id: status >= 500 || status === 400 ? (said.id ?? null) : null,
    fields: fieldsOf(said.errors ?? namedInDetail(said.detail ?? '')),
  };
}

interface FieldComplaint {
  readonly field: string;
  readonly message: string;
}

/** A path's last part names the field: `lesson.group` → `group`. */
function fieldsOf(complaints: readonly FieldComplaint[]): FieldErrors {
  return Object.fromEntries(complaints.map(({ field, message }) => [field.slice(field.lastIndexOf('.') + 1), message]));
}

/** What only the server can know about a field comes as a detail that begins with its path: `lesson.date: This lesson is over.` */
function namedInDetail(detail: string): readonly FieldComplaint[] {
  const [, field, message] = /^([a-z]+(?:\.[a-z]+)*): (.+)$/i.exec(detail) ?? [];
  return field && message ? [{ field, message }] : [];
}
