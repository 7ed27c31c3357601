// One request and its answer on an HTTP/2 connection to an origin (RFC 9113 §8.1), with back-pressure both ways.
import { constants } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import { pipeline } from 'node:stream';
import { clientWentAway } from '../exchange/abandonment.ts';
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import { StreamEndedError } from './http2-errors.ts';
import { OriginBody } from './origin-body.ts';
import type { OriginAnswer, OriginClientOptions, SendOptions } from './origin-answer.ts';
import type { Place } from './place.ts';

/** @param heard called whenever the origin said something @param ended called once, when the stream is gone */
export function sendStream(
  session: ClientHttp2Session,
  request: OutgoingRequest,
  { signal, inform }: SendOptions,
  place: Place,
  { headersTimeout, bodyTimeout }: Pick<OriginClientOptions, 'headersTimeout' | 'bodyTimeout'>,
  heard: () => void,
  ended: () => void,
): Promise<OriginAnswer> {
  return new Promise((done, failed) => {
    let stream: ClientHttp2Stream;
    try {
      stream = session.request(fieldsOf(request, place), { endStream: request.body === null });
    } catch (error) {
      ended();
      return failed(error instanceof Error ? error : new Error(String(error)));
    }
    let body: OriginBody | null = null;
    let answered = false;
    let fault: Error | null = null;
    const cancel = (): void => stream.close(constants.NGHTTP2_CANCEL);
    const leave = (): void => {
      fault ??= clientWentAway();
      cancel();
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });

    stream.setTimeout(headersTimeout, () => {
      // A pupil who reads slowly is no fault of the origin's.
      if (answered && body?.waiting === true) return;
      fault ??= Object.assign(new Error('the origin is silent'), { code: answered ? 'UND_ERR_BODY_TIMEOUT' : 'UND_ERR_HEADERS_TIMEOUT' });
      cancel();
    });
    stream.on('headers', (_headers, _flags, raw: string[]) => {
      heard();
      const { status, headers } = answerIn(raw);
      if (status !== 101) inform(status, headers);
    });
    stream.once('response', (_headers, _flags, raw: string[]) => {
      heard();
      answered = true;
      signal.removeEventListener('abort', leave);
      stream.setTimeout(bodyTimeout);
      const { status, headers } = answerIn(raw);
      if (request.method === 'HEAD' || status === 204 || status === 304) stream.resume();
      else body = bodyOf(stream, heard);
      done({ status, statusText: '', headers, body, socket: null, protocol: '2' });
    });
    // Trailers of an answer may be left out (RFC 9110 §6.5.1), and nobody behind us would be told of them.
    stream.on('error', (error) => (fault ??= error));
    stream.once('close', () => {
      ended();
      signal.removeEventListener('abort', leave);
      const error =
        fault !== null && !('code' in fault && fault.code === 'ERR_HTTP2_STREAM_ERROR') ? fault : new StreamEndedError(stream.rstCode);
      if (!answered) failed(error);
      else if (body !== null && !body.readableEnded && !body.isComplete) body.destroy(error);
    });
    // Whichever side breaks off ends the other; the answer may still come while the upload is going on.
    const upload = request.body?.() ?? null;
    if (upload !== null) pipeline(upload, stream, (error) => void (error && !stream.closed && cancel()));
  });
}

function bodyOf(stream: ClientHttp2Stream, heard: () => void): OriginBody {
  const body = new OriginBody({
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    abort: () => stream.close(constants.NGHTTP2_CANCEL),
  });
  stream.on('data', (chunk: Buffer) => {
    heard();
    body.receive(chunk);
  });
  // Node ends a stream that the origin reset as it ends a whole one, and a reset need not be called an error: whole is what
  // ended before it was closed.
  let whole = false;
  const push = stream.push.bind(stream);
  stream.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk === null && !stream.closed) whole = true;
    return push(chunk, encoding);
  };
  stream.once('end', () => {
    if (whole) body.complete();
  });
  return body;
}

/** Names in lower case; every line stays a line of its own. */
function fieldsOf({ method, headers }: OutgoingRequest, { authority, path }: Place): string[] {
  const fields = [':method', method, ':scheme', 'https', ':authority', authority, ':path', path];
  for (const [name, value] of headers) fields.push(name.toLowerCase(), value);
  return fields;
}

function answerIn(raw: readonly string[]): { readonly status: number; readonly headers: Header[] } {
  const headers: Header[] = [];
  let status = 0;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = '', value = ''] = [raw[index], raw[index + 1]];
    if (name === ':status') status = Number(value);
    else headers.push([name, value]);
  }
  return { status, headers };
}
