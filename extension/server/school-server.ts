// The calls that the extension makes to the school's server; schemas are those of policies/contracts.
import { ownAgreementSchema, type OwnAgreement } from '#policies/contracts/agreement-api.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Material, SignedBundle } from '#policies/contracts/bundle.ts';
import {
  bundleResponseSchema,
  enrolResponseSchema,
  eventsResponseSchema,
  heartbeatResponseSchema,
  listKeyResponseSchema,
  proxyTokenResponseSchema,
  type EnrolRequest,
  type EnrolResponse,
  type Heartbeat,
  type ProxyTokenResponse,
} from '#policies/contracts/extension-api.ts';
import { mineSchema, siteAskedSchema, type Mine, type SiteAsk, type SiteAsked, type Tell } from '#policies/contracts/people-api.ts';
import { z } from 'zod';
import type { ServerAnswer } from './server-answer.ts';

/** `fetch`, or what a test gives in its place. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Where the server is and, once enrolled, the device's token. */
export interface ServerAccess {
  readonly serverUrl: string;
  readonly token: string;
}

export type HeartbeatAnswer = z.infer<typeof heartbeatResponseSchema>;

export interface SchoolServer {
  enrol(serverUrl: string, request: EnrolRequest): Promise<ServerAnswer<EnrolResponse>>;
  /** A bundle newer than `after`, or `null` when there was none for `waitSeconds`. */
  bundle(access: ServerAccess, after: number, waitSeconds: number): Promise<ServerAnswer<SignedBundle | null>>;
  /** The bytes of what a bundle stands on, unchecked. */
  material(access: ServerAccess, material: Material): Promise<ServerAnswer<Uint8Array<ArrayBuffer>>>;
  /** The key of mandatory lists, as text. */
  listKey(access: ServerAccess): Promise<ServerAnswer<{ key: string }>>;
  /** What the device shows the proxy for the next minutes. */
  proxyToken(access: ServerAccess): Promise<ServerAnswer<ProxyTokenResponse>>;
  /** Ids that the server has for good. */
  events(access: ServerAccess, events: readonly AccessEvent[]): Promise<ServerAnswer<{ accepted: string[] }>>;
  mine(access: ServerAccess): Promise<ServerAnswer<Mine>>;
  askForSite(access: ServerAccess, asked: SiteAsk): Promise<ServerAnswer<SiteAsked>>;
  report(access: ServerAccess, told: Tell): Promise<ServerAnswer<null>>;
  accept(access: ServerAccess, id: string): Promise<ServerAnswer<OwnAgreement>>;
  heartbeat(access: ServerAccess, beat: Heartbeat): Promise<ServerAnswer<HeartbeatAnswer>>;
}

/** Grace for the network on top of the time that a call may wait at the server, milliseconds. */
const patience = 10_000;
/** For tens of megabytes on a bad line, milliseconds. */
const downloadPatience = 240_000;

export function createSchoolServer(fetch: Fetch): SchoolServer {
  async function download(url: string, token: string): Promise<ServerAnswer<Uint8Array<ArrayBuffer>>> {
    try {
      const signal = AbortSignal.timeout(downloadPatience);
      const response = await fetch(url, { cache: 'no-store', credentials: 'omit', redirect: 'error', signal, headers: authorised(token) });
      const problem = problemOf(response.status);
      if (problem !== null) return { ok: false, problem };
      return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
    } catch {
      return { ok: false, problem: 'unreachable' };
    }
  }
  async function call<S extends z.ZodType>(url: string, init: RequestInit, schema: S, waits = 0): Promise<ServerAnswer<z.infer<S>>> {
    let status: number;
    let body: unknown = null;
    try {
      const response = await fetch(url, {
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(waits + patience),
        ...init,
      });
      status = response.status;
      if (status === 200) body = await response.json();
    } catch {
      return { ok: false, problem: 'unreachable' };
    }
    const problem = problemOf(status);
    if (problem !== null) return { ok: false, problem };
    const read = schema.safeParse(body);
    return read.success ? { ok: true, value: read.data } : { ok: false, problem: 'odd' };
  }
  const authorised = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const api = (serverUrl: string, path: string): string => `${serverUrl}/api/extension/${path}`;

  return {
    enrol: (serverUrl, request) => call(api(serverUrl, 'enrol'), post(request), enrolResponseSchema),
    bundle: ({ serverUrl, token }, after, waitSeconds) =>
      call(
        api(serverUrl, `bundle?after=${after}&wait=${waitSeconds}`),
        { headers: authorised(token) },
        bundleResponseSchema.nullable(),
        waitSeconds * 1000,
      ),
    material: ({ serverUrl, token }, { sha256 }) => download(api(serverUrl, `materials/${sha256}`), token),
    listKey: ({ serverUrl, token }) => call(api(serverUrl, 'list-key'), { headers: authorised(token) }, listKeyResponseSchema),
    proxyToken: ({ serverUrl, token }) =>
      call(api(serverUrl, 'proxy-token'), { method: 'POST', headers: authorised(token) }, proxyTokenResponseSchema),
    events: ({ serverUrl, token }, events) => call(api(serverUrl, 'events'), post({ events }, authorised(token)), eventsResponseSchema),
    mine: ({ serverUrl, token }) => call(api(serverUrl, 'mine'), { headers: authorised(token) }, mineSchema),
    askForSite: ({ serverUrl, token }, asked) => call(api(serverUrl, 'ask'), post(asked, authorised(token)), siteAskedSchema),
    report: ({ serverUrl, token }, told) => call(api(serverUrl, 'report'), post(told, authorised(token)), z.null()),
    accept: ({ serverUrl, token }, id) => call(api(serverUrl, 'agreement'), post({ id }, authorised(token)), ownAgreementSchema),
    heartbeat: ({ serverUrl, token }, beat) => call(api(serverUrl, 'heartbeat'), post(beat, authorised(token)), heartbeatResponseSchema),
  };
}

/** Statuses that say the request itself is wrong and will be as wrong next time (RFC 9110 §15.5). */
const wrong = new Set([400, 413, 415, 422]);

function problemOf(status: number): 'unknown-device' | 'refused' | 'odd' | null {
  if (status === 200 || status === 204) return null;
  if (status === 401) return 'unknown-device';
  return wrong.has(status) ? 'refused' : 'odd';
}
