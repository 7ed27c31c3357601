// Node's own parser (llhttp) as a second reader of the same bytes: what it reads out of them, and up to where.
import { createRequire } from 'node:module';

export interface ReadMessage {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly version: string;
  /** Names and values in turn. */
  readonly fields: readonly string[];
  readonly upgrade: boolean;
  readonly keepAlive: boolean;
  readonly body: Uint8Array;
  /** It ends within the bytes. */
  readonly complete: boolean;
}

interface Parser {
  initialize(type: number, resource: object, maxHeaderSize: number, lenient: number): void;
  execute(bytes: Uint8Array): number | Error;
  finish(): Error | undefined;
  close(): void;
  [callback: number]: (...args: never[]) => number | void;
}
interface ParserClass {
  new (): Parser;
  readonly REQUEST: number;
  readonly RESPONSE: number;
  readonly kOnHeaders: number;
  readonly kOnHeadersComplete: number;
  readonly kOnBody: number;
  readonly kOnMessageComplete: number;
}
const { HTTPParser, methods } = createRequire(import.meta.url)('node:_http_common') as {
  HTTPParser: ParserClass;
  methods: readonly string[];
};

export type Reading = { readonly messages: readonly ReadMessage[]; readonly refused: boolean };

/**
 * Every message in these bytes, strictly read; `refused`: something in them is no HTTP.
 * @param bodiless whether answers are to requests whose answers have no body (HEAD)
 */
export function readByLlhttp(kind: 'request' | 'response', bytes: Uint8Array, { bodiless = false, ends = false } = {}): Reading {
  const messages: ReadMessage[] = [];
  let current: { -readonly [K in keyof ReadMessage]: ReadMessage[K] } | null = null;
  let early: string[] = [];
  let chunks: Uint8Array[] = [];
  const parser = new HTTPParser();
  parser.initialize(kind === 'request' ? HTTPParser.REQUEST : HTTPParser.RESPONSE, {}, 1 << 20, 0);
  const on = (callback: number, act: (...args: never[]) => number | void): void => void (parser[callback] = act);
  let earlyUrl = '';
  on(HTTPParser.kOnHeaders, (fields: string[], url: string) => {
    early.push(...fields);
    earlyUrl += url;
  });
  on(
    HTTPParser.kOnHeadersComplete,
    (
      major: number,
      minor: number,
      fields: string[] | undefined,
      method: number,
      url: string,
      status: number,
      statusText: string,
      upgrade: boolean,
      keepAlive: boolean,
    ) => {
      current = {
        method: methods[method] ?? String(method),
        url: url || earlyUrl,
        status,
        statusText,
        version: `${major}.${minor}`,
        fields: [...early, ...(fields ?? [])],
        upgrade,
        keepAlive,
        body: new Uint8Array(0),
        complete: false,
      };
      early = [];
      earlyUrl = '';
      chunks = [];
      messages.push(current);
      return bodiless ? 1 : 0;
    },
  );
  on(HTTPParser.kOnBody, (chunk: Uint8Array) => void chunks.push(Uint8Array.from(chunk)));
  on(HTTPParser.kOnMessageComplete, () => {
    if (current === null) return;
    current.body = Buffer.concat(chunks);
    current.complete = true;
    // What follows now are trailers of none.
    early = [];
  });
  const result = parser.execute(Buffer.from(bytes));
  const refused = result instanceof Error || (ends && parser.finish() instanceof Error);
  parser.close();
  return { messages, refused };
}
