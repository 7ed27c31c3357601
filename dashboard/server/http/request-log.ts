import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line a request for operators: which route, never which address, because addresses hold links, references and search terms. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 400) log.info(line, 'refused');
    else log.debug(line, 'answered');
  });
}
