// The DevTools protocol over a pipe (`--remote-debugging-pipe`): JSON, each message ended by a zero byte. No port is opened that others
// on the machine could speak to, and a browser whose pipe ends, because we died, ends by itself.
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

const messageSchema = z.object({
  id: z.number().optional(),
  sessionId: z.string().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

export interface DevToolsEvent {
  readonly method: string;
  readonly sessionId: string | null;
  readonly params: unknown;
}

export interface DevTools {
  /** Rejects when the browser refuses, or is gone. */
  send(method: string, params?: Readonly<Record<string, unknown>>, sessionId?: string): Promise<unknown>;
  onEvent(listener: (event: DevToolsEvent) => void): void;
  /** Lets go of the pipe: whoever waits for an answer is told that there is none. */
  end(): void;
}

/** The largest answer is a picture; what is longer is no answer of a browser's. */
const longestMessage = 64 * 1024 * 1024;

export function devtoolsPipe(toBrowser: Writable, fromBrowser: Readable): DevTools {
  const waiting = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>();
  const listeners: ((event: DevToolsEvent) => void)[] = [];
  let last = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  let gone = false;

  const end = (): void => {
    if (gone) return;
    gone = true;
    toBrowser.destroy();
    fromBrowser.destroy();
    for (const { failed } of waiting.values()) failed(new Error('the browser is gone'));
    waiting.clear();
  };
  const take = (bytes: Buffer): void => {
    const message = messageSchema.parse(JSON.parse(bytes.toString('utf8')));
    const { id, sessionId = null, method, params, result, error } = message;
    if (id === undefined) {
      if (method !== undefined) for (const listener of listeners) listener({ method, sessionId, params });
      return;
    }
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.done(result);
    else asked?.failed(new Error(error.message));
  };
  const read = (chunk: Buffer): void => {
    let from = 0;
    for (let zero = chunk.indexOf(0); zero >= 0; zero = chunk.indexOf(0, from)) {
      const message = Buffer.concat([...pieces, chunk.subarray(from, zero)]);
      [pieces, length, from] = [[], 0, zero + 1];
      take(message);
    }
    pieces.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longestMessage) throw new RangeError('a message of the browser has no end');
  };

  fromBrowser.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch {
      // What speaks like this is no browser that can be driven.
      end();
    }
  });
  for (const stream of [toBrowser, fromBrowser]) stream.on('error', end).on('close', end);

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((done, failed) => {
        if (gone) return failed(new Error('the browser is gone'));
        last += 1;
        waiting.set(last, { done, failed });
        toBrowser.write(`${JSON.stringify({ id: last, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
    onEvent: (listener) => void listeners.push(listener),
    end,
  };
}
