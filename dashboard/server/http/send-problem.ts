import type { FastifyReply } from 'fastify';
import { mediaType, problemBody, type Problem } from './problem.ts';

/** Answers with a problem; its id is the request's, which every line about the request in the log carries. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .type(mediaType)
    .send(problemBody(problem, reply.request.id));
}
