// Tells the school's proxy that somebody has gone on after a warning in this browser, so that it does not warn a second time.
import { wentOnKeyText, wentOnText } from '#policies/contracts/extension-api.ts';
import { encodeBase64Url } from '#policies/text/base64.ts';
import type { Presence } from './presence.ts';

/** Never rejects: a proxy that could not be told warns by itself. @param until epoch milliseconds by the school's clock */
export type TellProxy = (subject: string, scope: string, until: number) => Promise<void>;

export interface TellProxyOptions {
  readonly presence: Pick<Presence, 'throughProxy'>;
  /** The device's proxy secret, or `null` before enrolment. */
  readonly secret: () => string | null;
  /** Sends a form to the proxy. */
  readonly send: (form: URLSearchParams) => Promise<unknown>;
}

export function createTellProxy({ presence, secret, send }: TellProxyOptions): TellProxy {
  return async (subject, scope, until) => {
    const known = secret();
    if (known === null || !(await presence.throughProxy())) return;
    const proof = await proofOf(known, wentOnText(subject, scope, until));
    await send(new URLSearchParams({ scope, until: String(until), proof })).catch(() => undefined);
  };
}

async function proofOf(secret: string, said: string): Promise<string> {
  const sha256 = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const secretHash = Array.from(new Uint8Array(await sha256(secret)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const keyBytes = await sha256(wentOnKeyText(secretHash));
  const key = await crypto.subtle.importKey('raw', keyBytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return encodeBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(said))));
}
