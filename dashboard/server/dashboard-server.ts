// The dashboard's HTTP server: built from its parts, started, and stopped without leaving anybody waiting.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { DashboardOptions } from './dashboard-options.ts';
import { networkOf } from './http/client-network.ts';
import { answerFailure, answerUnknown } from './http/failures.ts';
import { registerRoutes } from './http/register-routes.ts';
import { logRequests } from './http/request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import { validatorCompiler } from './http/validation.ts';
import { allRoutes } from './routes/all-routes.ts';
import { startJobs } from './jobs.ts';
import { createServices } from './services.ts';
import { webFiles } from './web-files.ts';

export type { DashboardOptions } from './dashboard-options.ts';

export interface RunningDashboard {
  readonly port: number;
  /** Where browsers reach it, without a slash at the end. */
  readonly url: string;
  /** Answers everybody who waits, lets what runs finish, and stops. */
  close(): Promise<void>;
}

const bodyLimit = 1024 * 1024;
/** A request has this long (milliseconds) to arrive whole; slower ones are somebody holding connections open. */
const arrivesWithin = 30_000;
/** When the server stops, what is being answered has this long (milliseconds). */
const finishesWithin = 5_000;

/** Rejects with the system's error (`EADDRINUSE`, `EACCES`) when it cannot listen. */
export async function startDashboard(options: DashboardOptions): Promise<RunningDashboard> {
  let url = options.publicUrl ?? '';
  const services = createServices(options, () => url);
  const app = createApp(options);
  await app.register(cookie);
  await app.register(rateLimit, { global: false, cache: 10_000, keyGenerator: (request) => networkOf(request.ip) });
  await securityHeaders(app, options.publicUrl);
  logRequests(app, options.log);
  registerRoutes(app, services, allRoutes);
  await webFiles(app, options.webDir);
  app.addHook('preClose', async () => services.watch.close());
  app.addHook('onClose', () => services.sightings.close());
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await app.close();
    throw error;
  }
  if (!services.secure && !isLoopback(options.host))
    options.log.warn('the dashboard can be reached from the network without TLS: whoever shares the network can read what is sent');
  const jobs = startJobs(services);
  const { port } = app.server.address() as AddressInfo;
  if (options.publicUrl === null) url = `${options.tls ? 'https' : 'http'}://${reachable(options.host)}:${port}`;
  return {
    port,
    url,
    async close() {
      await Promise.all([stop(app), jobs.close()]);
    },
  };
}

/**
 * A connection that was answering when the server began to close goes idle afterwards, and Node would keep it for as long
 * as it keeps any idle one; so idle ones are let go again and again, and after a while the others too.
 */
async function stop(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  const force = setTimeout(() => app.server.closeAllConnections(), finishesWithin);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(force);
  }
}

function createApp({ tls, log }: DashboardOptions): FastifyInstance {
  const common = {
    logger: false,
    bodyLimit,
    requestTimeout: arrivesWithin,
    exposeHeadRoutes: false,
    genReqId: () => randomBytes(6).toString('hex'),
    frameworkErrors: answerFailure(log),
  } as const;
  const app: FastifyInstance = tls
    ? fastify({ ...common, https: { key: tls.key, cert: tls.cert, minVersion: 'TLSv1.2' } })
    : fastify(common);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerFailure(log));
  app.setNotFoundHandler(answerUnknown);
  // JSON only: a form of another site could send plain text without asking.
  app.removeContentTypeParser('text/plain');
  return app;
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** A host that listens on every address is reached by name from here. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
