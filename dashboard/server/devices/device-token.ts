import type { FastifyRequest } from 'fastify';
import { sha256 } from '../accounts/secret-token.ts';
import type { FromDevice } from '../http/route.ts';
import type { Services } from '../services.ts';

const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/i;

/** The enrolled device whose bearer token (RFC 6750 §2.1) came with the request. */
export async function deviceOf({ store }: Services, request: FastifyRequest): Promise<FromDevice | null> {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return null;
  const hash = sha256(token);
  const id = await store.deviceSchool(hash);
  if (id === null) return null;
  const school = store.forSchool(id);
  const device = await school.devices.byTokenHash(hash);
  return device && { device, school };
}
