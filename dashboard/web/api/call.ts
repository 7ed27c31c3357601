// The one place that talks to the server: same origin, JSON both ways, answers checked against the contract.
import type { ZodType } from 'zod';
import { notUnderstood, problemFrom, unreachable, type Problem } from './problem.ts';
import { announce } from './session-events.ts';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface CallOptions {
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Here 401 means a wrong passphrase, not that a session ended. */
const signInPath = '/api/session';

type Method = 'GET' | 'POST' | 'DELETE';

/** Asks the server and answers with the parsed body. */
export async function call<T>(method: Method, path: string, schema: ZodType<T>, options: CallOptions = {}): Promise<Answer<T>> {
  const response = await send(method, path, options);
  if (!response.ok) return response;
  const parsed = schema.safeParse(response.value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problem: notUnderstood };
}

/** For calls that answer 204 or whose answer nobody needs. */
export async function act(method: Method, path: string, options: CallOptions = {}): Promise<Answer<null>> {
  const response = await send(method, path, options);
  return response.ok ? { ok: true, value: null } : response;
}

async function send(method: Method, path: string, { body, signal }: CallOptions): Promise<Answer<unknown>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const value = await bodyOf(response);
    if (response.ok) return { ok: true, value };
    if (response.status === 401 && path !== signInPath) announce('ended');
    return { ok: false, problem: problemFrom(response.status, value) };
  } catch {
    return { ok: false, problem: unreachable };
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
