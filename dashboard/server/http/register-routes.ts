// Puts declared routes on the server: first who may, then whether what came is readable, and only then the handler.
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Permission } from '#policies/permissions/permissions.ts';
import { can } from '#policies/permissions/permissions.ts';
import { deviceOf } from '../devices/device-token.ts';
import type { Services } from '../services.ts';
import { currentSession } from '../sign-in/sessions.ts';
import { startedElsewhere } from './cross-origin.ts';
import { crossOrigin, notAllowed, notSignedIn, Problem, unknownDevice } from './problem.ts';
import { RawAnswer } from './raw-answer.ts';
import type { Access, Caller, Route } from './route.ts';
import { sendProblem } from './send-problem.ts';

export function registerRoutes(app: FastifyInstance, services: Services, routes: readonly Route[]): void {
  for (const route of routes) register(app, services, route);
}

function register(app: FastifyInstance, services: Services, route: Route): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.route({
    method: route.method,
    url: route.url,
    schema: schemaOf(route),
    ...(route.bodyLimit === null ? {} : { bodyLimit: route.bodyLimit }),
    ...(route.perMinute === null ? {} : { config: { rateLimit: { max: route.perMinute, timeWindow: 60_000 } } }),
    // Before the body is read: nobody who may not call makes us take a megabyte from them.
    onRequest: async (request, reply) => {
      const caller = await admit(route.access, services, request);
      if (caller instanceof Problem) return sendProblem(reply, caller);
      callers.set(request, caller);
      return undefined;
    },
    handler: async (request, reply) => {
      const caller = callers.get(request);
      if (!caller) throw new Error('A handler ran before its guard.');
      const answer = await route.run(
        { params: request.params, query: request.query, body: request.body, services, at: services.clock(), request, reply },
        caller,
      );
      return send(reply, answer);
    },
  });
}

function schemaOf(route: Route): FastifySchema {
  const { params, query, body, answer } = route.schema;
  return {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(answer && { response: { 200: answer } }),
  };
}

async function admit(access: Access, services: Services, request: FastifyRequest): Promise<Caller | Problem> {
  if (access.device !== undefined) {
    const who = await deviceOf(services, request);
    if (!who) return unknownDevice;
    services.sightings.seen(who.school.devices, who.device.id, services.clock());
    return { kind: 'device', who };
  }
  const fromAnywhere = access.public !== undefined && access.anyOrigin !== undefined;
  if (!fromAnywhere && startedElsewhere(request, services)) return crossOrigin;
  if (access.public !== undefined) return { kind: 'anybody' };
  const session = await currentSession(services, request);
  if (!session) return notSignedIn;
  const { account } = session;
  if (access.permission !== undefined && !anyOf(access.permission).some((needed) => can(account.role, needed))) return notAllowed;
  const actor = { account: account.id, school: account.school, role: account.role, name: account.name };
  return { kind: 'signed-in', who: { actor, account, school: services.store.forSchool(account.school) } };
}

const anyOf = (permission: Permission | readonly [Permission, ...Permission[]]): readonly Permission[] =>
  typeof permission === 'string' ? [permission] : permission;

function send(reply: FastifyReply, answer: unknown): unknown {
  if (answer instanceof Problem) return sendProblem(reply, answer);
  if (answer === undefined) return reply.code(204).send();
  if (answer instanceof RawAnswer) return reply.headers(answer.headers).type(answer.type).send(answer.body);
  return reply.code(200).send(answer);
}
