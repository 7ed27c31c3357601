import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * `__Host-` (RFC 6265bis §4.1.3.2) binds the cookie to this host, to TLS and to every path, so no neighbour can set it.
 * Browsers take it over TLS only; plain HTTP on loopback does without.
 */
const nameOf = (secure: boolean): string => (secure ? '__Host-schoolgate' : 'schoolgate');

export function readSessionCookie(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[nameOf(secure)] ?? null;
}

export function setSessionCookie(reply: FastifyReply, secure: boolean, value: string): void {
  reply.setCookie(nameOf(secure), value, { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(nameOf(secure), { path: '/', httpOnly: true, sameSite: 'strict', secure });
}
