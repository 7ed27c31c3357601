// Cross-site request forgery, the layer behind SameSite=Strict cookies and JSON-only bodies: a browser says where a request
// was started (Fetch Metadata, `Origin`), and a page of another origin may not change anything here.
import type { FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';

const harmless = new Set(['GET', 'HEAD']);

/**
 * Whether a browser started this changing request from another origin. A request with neither header comes from no browser
 * of the last years, so there is no session of a person that it could misuse.
 */
export function startedElsewhere(request: FastifyRequest, services: Pick<Services, 'publicUrl' | 'secure'>): boolean {
  if (harmless.has(request.method)) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  const scheme = services.secure ? 'https' : 'http';
  return origin !== new URL(services.publicUrl()).origin && origin !== `${scheme}://${host ?? ''}`;
}
