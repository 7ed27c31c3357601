import { createServer } from 'node:net';
import { once } from 'node:events';
import { done, failed, type Outcome } from '../outcome.ts';
import { sentenceOf } from '../processes/sentence-of.ts';

/** The port that was asked for, if nobody has it; for 0 any free one. Asked before anything starts, so that the answer is one sentence. */
export async function freePort(host: string, port: number): Promise<Outcome<number>> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    const address = server.address();
    return done(typeof address === 'object' && address !== null ? address.port : port);
  } catch (error) {
    const problem = sentenceOf(error);
    if (problem === null) throw error;
    return failed(problem);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
