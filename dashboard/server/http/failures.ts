// The one place where whatever was thrown in the API ends. Nothing of it reaches the answer but a sentence and an id.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { isResponseSerializationError } from 'fastify-type-provider-zod';
import { Problem, tooMany } from './problem.ts';
import { sendProblem } from './send-problem.ts';
import { InvalidInput } from './validation.ts';

const internal = new Problem(
  500,
  'Something went wrong here',
  'Nothing was changed by half. Try again; if it goes on, tell your school technician the id below.',
);

const nothingHere = new Problem(404, 'Not found', 'There is nothing at this address.');

/** Refusals that Fastify and its plugins make, in our words. */
const refusals: Readonly<Record<number, Problem>> = {
  400: new Problem(400, 'Something in this was not understood', 'The request is not well-formed JSON.'),
  // The web app's files answer so to addresses that try to leave their folder.
  403: nothingHere,
  404: nothingHere,
  408: new Problem(408, 'Too slow', 'The request did not arrive in time.'),
  413: new Problem(413, 'That is too much at once', 'Send less at once.'),
  414: new Problem(414, 'That is too much at once', 'The address is too long.'),
  415: new Problem(415, 'Not JSON', 'Only JSON is understood here (content type application/json).'),
  431: new Problem(431, 'That is too much at once', 'The headers are too long.'),
};

export function answerFailure(log: Logger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (error instanceof InvalidInput) return sendProblem(reply, error.problem);
    const status = error.statusCode ?? 500;
    if (status === 429)
      return sendProblem(reply, tooMany('Wait a minute, then try again.', Number(reply.getHeader('retry-after') ?? 60) * 1000));
    if (status >= 400 && status < 500)
      return sendProblem(reply, refusals[status] ?? new Problem(status, 'Not understood', 'The request cannot be answered.'));
    log.error({ id: request.id, route: request.routeOptions.url ?? null, ...described(error) }, 'a request failed');
    return sendProblem(reply, internal);
  };
}

export function answerUnknown(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, nothingHere);
}

/** Where it happened, without the message: messages can quote a name, an address or what was typed. */
function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const fields = isResponseSerializationError(error) ? error.cause.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`) : null;
  return { error: error.name, code, at, ...(fields && { fields }), ...(error.cause instanceof Error && { cause: error.cause.name }) };
}
