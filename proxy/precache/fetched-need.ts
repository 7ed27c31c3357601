// One thing that a page needs, fetched through the proxy's own pipeline and read to its end, so that the cache can store it.
import { addAbortSignal, Readable } from 'node:stream';
import { troubleWords } from '#policies/words/problem-page.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { discard } from '../exchange/discard.ts';
import type { Header, OriginResponse } from '../exchange/exchange.ts';
import { fieldOf, fieldsOf } from '../exchange/fields.ts';
import type { FetchThroughPipeline } from '../exchange/internal-request.ts';
import { readCacheStatus } from '../cache/cache-status.ts';
import { browserFields } from './browser-fields.ts';
import { cssReferences } from './css-references.ts';
import { textReader } from './decoded-text.ts';
import { htmlNeeds } from './html-needs.ts';
import { needAt, type Need } from './need.ts';

export interface Fetched {
  readonly kind: 'fetched';
  readonly status: number;
  /** Where a redirect leads. */
  readonly location: string | null;
  readonly needs: readonly Need[];
  /** Why the cache did not store it, as a token of its `Cache-Status`. */
  readonly notStored: string | null;
  /** Address that the cache stored it under, if not the one that was asked for. */
  readonly key: string | null;
}

/** What became of one request. */
export type Outcome =
  | Fetched
  | { readonly kind: 'blocked' }
  | { readonly kind: 'failed'; readonly title: string }
  /** The body broke off. */
  | { readonly kind: 'broken' };

export interface FetchFor {
  readonly fetch: FetchThroughPipeline;
  /** Class that the judge decides for, and the moment that it decides for. */
  readonly group: string;
  readonly at: number;
  readonly signal: AbortSignal;
  /** Called for every piece of a body. */
  readonly count: (bytes: number) => void;
}

export async function fetchNeed(need: Need, how: FetchFor): Promise<Outcome> {
  const response = await how.fetch({ url: need.url, headers: browserFields(need), group: how.group, at: how.at }, how.signal);
  if (response.failure) {
    discard(response);
    return { kind: 'failed', title: troubleWords(wordsOf('en'), response.failure.trouble).title };
  }
  if (response.status === 403 && isOurs(response.headers)) {
    discard(response);
    return { kind: 'blocked' };
  }
  const finder = needsIn(need, response);
  try {
    await drain(response, how.signal, (chunk) => {
      how.count(chunk.length);
      return finder?.write(chunk);
    });
  } catch (error) {
    if (how.signal.aborted) throw error;
    return { kind: 'broken' };
  }
  const status = readCacheStatus(response.headers);
  return {
    kind: 'fetched',
    status: response.status,
    location: response.status >= 300 && response.status < 400 ? fieldOf(response.headers, 'location') : null,
    needs: (await finder?.end()) ?? [],
    notStored: status === null || status.stored || status.hit ? null : (status.detail ?? 'not-cacheable'),
    key: status?.key ?? null,
  };
}

/** Our block page, not the origin's own 403: the pipeline takes `Proxy-Status` off what origins send. */
export function isOurs(headers: readonly Header[]): boolean {
  return fieldsOf(headers, 'proxy-status').some((value) => value.includes('error=http_request_denied'));
}

async function drain({ body }: OriginResponse, signal: AbortSignal, each: (chunk: Uint8Array) => Promise<void> | void): Promise<void> {
  if (body === null) return;
  if (!(body instanceof Readable)) return each(body);
  addAbortSignal(signal, body);
  for await (const chunk of body) if (chunk instanceof Uint8Array) await each(chunk);
}

interface NeedFinder {
  write(chunk: Uint8Array): Promise<void>;
  end(): Promise<Need[]>;
}

/** Pages and style sheets name further needs; frames in frames are not followed. */
function needsIn(need: Need, { headers }: OriginResponse): NeedFinder | null {
  const type = /^[^;\s]*/.exec(fieldOf(headers, 'content-type') ?? '')?.[0].toLowerCase();
  if ((need.kind === 'document' || need.kind === 'frame') && (type === 'text/html' || type === 'application/xhtml+xml')) {
    const finder = htmlNeeds(need.url, need.kind === 'document');
    const reader = textReader(headers, (text) => finder.write(text));
    return reader && { write: (chunk) => reader.write(chunk), end: () => reader.end().then(() => finder.end()) };
  }
  if (need.kind !== 'style' || type !== 'text/css') return null;
  let sheet = '';
  const reader = textReader(headers, (text) => {
    sheet += text;
  });
  return reader && { write: (chunk) => reader.write(chunk), end: () => reader.end().then(() => sheetNeeds(sheet, need.url)) };
}

function sheetNeeds(sheet: string, url: string): Need[] {
  const needs: Need[] = [];
  for (const { reference, use } of cssReferences(sheet)) {
    const need = needAt(reference, url, {
      kind: use === 'import' ? 'style' : use,
      cors: use === 'font',
      alternative: false,
      referrer: url,
    });
    if (need) needs.push(need);
  }
  return needs;
}
