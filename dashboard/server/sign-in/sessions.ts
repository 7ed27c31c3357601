// Sessions of people: a random id in a cookie, its hash in the store, an end when unused and an end in any case.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account, Session } from '#store/school-store.ts';
import { randomToken, sha256 } from '../accounts/secret-token.ts';
import type { Services } from '../services.ts';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './session-cookie.ts';

/** Ends after so many milliseconds without a request. */
const idleFor = 30 * 60 * 1000;
/** Ends so many milliseconds after sign-in, whatever happens. */
const lastsFor = 12 * 60 * 60 * 1000;
/** The store is told that a session is in use at most this often (milliseconds). */
const touchEvery = 60 * 1000;

export interface CurrentSession {
  readonly session: Session;
  readonly account: Account;
}

/** The session of whoever sent the request, or null when there is none that still holds. Using a session keeps it alive. */
export async function currentSession(services: Services, request: FastifyRequest): Promise<CurrentSession | null> {
  const found = await sentSession(services, request);
  if (!found) return null;
  const { session, account } = found;
  const accounts = services.store.forSchool(account.school).accounts;
  const at = services.clock();
  if (!found.bound || account.disabled || at >= session.expiresAt || at - session.lastSeenAt >= idleFor) {
    await accounts.endSession(session.idHash);
    return null;
  }
  if (at - session.lastSeenAt >= touchEvery) await accounts.touchSession(session.idHash, at);
  return { session, account };
}

/** Signs the account in under a new id; an id that the browser came with ends, so that nobody can plant one beforehand. */
export async function startSession(services: Services, request: FastifyRequest, reply: FastifyReply, account: Account): Promise<void> {
  await endSession(services, request);
  const id = randomToken();
  const at = services.clock();
  await services.store
    .forSchool(account.school)
    .accounts.createSession({ idHash: sha256(id), account: account.id, createdAt: at, lastSeenAt: at, expiresAt: at + lastsFor });
  setSessionCookie(reply, services.secure, `${id}.${bond(id, account)}`);
}

export async function signOut(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await endSession(services, request);
  clearSessionCookie(reply, services.secure);
}

async function endSession(services: Services, request: FastifyRequest): Promise<void> {
  const found = await sentSession(services, request);
  if (found) await services.store.forSchool(found.account.school).accounts.endSession(found.session.idHash);
}

async function sentSession(services: Services, request: FastifyRequest): Promise<(CurrentSession & { bound: boolean }) | null> {
  const [id, sent] = readSessionCookie(request, services.secure)?.split('.') ?? [];
  if (id === undefined) return null;
  const found = await services.store.sessionAccount(sha256(id));
  return found && { ...found, bound: sent === bond(id, found.account) };
}

/** Ties a session to the password of its beginning: when the password changes, every other session of the account has ended. */
function bond(id: string, { passwordHash }: Account): string {
  return sha256(`${id}:${passwordHash ?? ''}`);
}
