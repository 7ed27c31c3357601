import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Strict headers for everything: the app uses its own files only, in no frame, with nothing inline, and tells no other site where it was. */
export async function securityHeaders(app: FastifyInstance, publicUrl: string | null): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Strict transport security holds for every port of a host and, if asked, its subdomains: only where the name is ours alone.
    hsts: publicUrl !== null && /^https:\/\/[^/:]+$/.test(publicUrl) ? { maxAge: 180 * 24 * 60 * 60, includeSubDomains: false } : false,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
}
