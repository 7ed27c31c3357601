// Stage: reads what somebody asks a known AI chat, while it is sent on unchanged. Words are kept only where they are flagged.
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { longestBody, promptIn, takesPrompts } from '#policies/engine/prompt.ts';
import { decodedBody } from './decoded-body.ts';
import type { Exchange, OriginResponse, OutgoingRequest, SearchFinding } from './exchange.ts';
import { fieldOf } from './fields.ts';
import type { LateRecord } from './late-record.ts';
import type { Next, Stage } from './stage.ts';

export function prompts(late: LateRecord): Stage {
  return (exchange, next) => {
    const { judgement, request, purpose } = exchange;
    const { body } = request;
    const unread = judgement === null || purpose !== 'client' || judgement.verdict.obligations.includes('do-not-record');
    if (unread || body === null || !takesPrompts(exchange.target)) return next(exchange);
    return reading(exchange, request, body, next);
  };

  async function reading(exchange: Exchange, request: OutgoingRequest, body: () => Readable, next: Next): Promise<OriginResponse> {
    let answered = false;
    /** Before the last byte of the prompt is sent, so that no answer can be read before the flag is kept. */
    const atEnd = async (bytes: Uint8Array): Promise<void> => {
      const finding = promptOf(exchange, await decodedBody(request.headers, bytes, longestBody));
      if (finding === null) return;
      if (answered) await late.keep(exchange, null, { verdict: null, flag: finding.flag, term: finding.term });
      else exchange.search = finding;
    };
    const onward: Exchange = { ...exchange, request: { ...request, body: () => readInPassing(body(), atEnd) } };
    const response = await next(onward);
    answered = true;
    // What the answer turned out to hold is read by stages before this one.
    exchange.page = onward.page;
    return response;
  }
}

function promptOf({ target, request, judgement }: Exchange, bytes: Uint8Array): SearchFinding | null {
  const prompt = promptIn(target, fieldOf(request.headers, 'content-type') ?? '', bytes);
  const flag = prompt && (judgement?.judge.flag(prompt.text) ?? null);
  return prompt === null || flag === null ? null : { engine: prompt.chat, term: prompt.text, flag, typed: true };
}

/**
 * The same bytes; `atEnd` gets the first of them, as many as are read. Each piece waits for the next, and the last for
 * `atEnd`: whoever is told the length beforehand takes the last byte for the end, and may answer at once.
 */
function readInPassing(source: Readable, atEnd: (bytes: Uint8Array) => Promise<void>): Readable {
  const kept: Buffer[] = [];
  let bytes = 0;
  let last: Buffer | null = null;
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (bytes < longestBody) kept.push(chunk);
      bytes += chunk.length;
      const before = last;
      last = chunk;
      if (before === null) done();
      else done(null, before);
    },
    flush(done) {
      atEnd(Buffer.concat(kept)).then(
        () => (last === null ? done() : done(null, last)),
        (error: unknown) => done(error instanceof Error ? error : new Error('the prompt could not be recorded')),
      );
    },
  });
  source.once('error', (error) => tap.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded) tap.destroy(new Error('the client broke off its request'));
  });
  tap.on('error', () => {});
  tap.once('close', () => source.destroy());
  source.pipe(tap);
  return tap;
}
