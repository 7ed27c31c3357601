// One thing that a page needs, fetched through the proxy's own pipeline and read to its end, so that the cache can store it.
import { addAbortSignal, Readable } from 'node:stream';
import type { Rule } from '#policies/model/rule.ts';
import { troubleWords } from '#policies/words/problem-page.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { discard } from '../exchange/discard.ts';
import type { Header, OriginResponse } from '../exchange/exchange.ts';
import { fieldOf, fieldsOf } from '../exchange/fields.ts';
import type { FetchThroughPipeline } from '../exchange/internal-request.ts';
import type { Stopped } from '../exchange/stopped.ts';
import { readCacheStatus } from '../cache/cache-status.ts';
import { browserFields } from './browser-fields.ts';
import { cssReferences } from './css-references.ts';
import { textReader } from './decoded-text.ts';
import { htmlNeeds } from './html-needs.ts';
import { needAt, type ImportMap, type Need } from './need.ts';
import { retryAfter } from './visit/host-pace.ts';
import { manifestIcons } from './visit/manifest-icons.ts';
import { moduleImports } from './visit/module-imports.ts';
import { signFinder, type PageSigns } from './visit/page-signs.ts';

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
  readonly hit: boolean;
  /** Why a person would be warned of it first. */
  readonly warned: Stopped | null;
  /** When the origin wants to be asked again (`Retry-After`), in milliseconds. */
  readonly retryAfter: number | null;
  /** Media type without parameters, lower case. */
  readonly type: string | null;
  /** Of a page. */
  readonly signs: PageSigns | null;
}

/** What became of one request. */
export type Outcome =
  | Fetched
  | { readonly kind: 'blocked'; readonly stopped: Stopped | null }
  | { readonly kind: 'failed'; readonly title: string }
  /** The body broke off. */
  | { readonly kind: 'broken' };

export interface FetchFor {
  readonly fetch: FetchThroughPipeline;
  /** Class that the judge decides for, and the moment that it decides for. */
  readonly group: string;
  readonly at: number;
  readonly permits?: readonly Rule[];
  readonly signal: AbortSignal;
  /** Called for every piece of a body. */
  readonly count: (bytes: number) => void;
}

export async function fetchNeed(need: Need, how: FetchFor): Promise<Outcome> {
  const { group, at, permits = [] } = how;
  const response = await how.fetch({ url: need.url, headers: browserFields(need), group, at, permits }, how.signal);
  if (response.failure) {
    discard(response);
    return { kind: 'failed', title: troubleWords(wordsOf('en'), response.failure.trouble).title };
  }
  if (response.status === 403 && isOurs(response.headers)) {
    discard(response);
    return { kind: 'blocked', stopped: response.stopped };
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
  const found = (await finder?.end()) ?? nothingFound;
  return {
    kind: 'fetched',
    status: response.status,
    location: response.status >= 300 && response.status < 400 ? fieldOf(response.headers, 'location') : null,
    needs: found.needs,
    notStored: status === null || status.stored || status.hit ? null : (status.detail ?? 'not-cacheable'),
    key: status?.key ?? null,
    hit: status?.hit ?? false,
    warned: response.warned,
    retryAfter: retryAfter(fieldOf(response.headers, 'retry-after'), at),
    type: typeOf(response),
    signs: found.signs,
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

interface Found {
  readonly needs: readonly Need[];
  readonly signs: PageSigns | null;
}

const nothingFound: Found = { needs: [], signs: null };

interface NeedFinder {
  write(chunk: Uint8Array): Promise<void>;
  end(): Promise<Found>;
}

const typeOf = ({ headers }: OriginResponse): string | null =>
  /^[^;\s]+/.exec(fieldOf(headers, 'content-type') ?? '')?.[0].toLowerCase() ?? null;

/** Pages, style sheets, modules and manifests name further needs; frames in frames are not followed. */
function needsIn(need: Need, response: OriginResponse): NeedFinder | null {
  const type = typeOf(response);
  if (need.kind === 'document' || need.kind === 'frame')
    return type === 'text/html' || type === 'application/xhtml+xml' ? pageNeeds(need, response) : null;
  if (need.kind === 'style') return type === 'text/css' ? whole(response, (sheet) => sheetNeeds(sheet, need.url)) : null;
  if (need.kind === 'manifest') return whole(response, (text) => manifestIcons(text, need.url));
  const { module } = need;
  return module === undefined ? null : whole(response, (text) => importNeeds(text, need.url, module));
}

function pageNeeds(need: Need, { headers }: OriginResponse): NeedFinder | null {
  const needs = htmlNeeds(need.url, need.kind === 'document');
  const signs = need.kind === 'document' ? signFinder(need.url) : null;
  const reader = textReader(headers, (text) => {
    needs.write(text);
    signs?.write(text);
  });
  return (
    reader && {
      write: (chunk) => reader.write(chunk),
      end: () => reader.end().then(() => ({ needs: needs.end(), signs: signs?.end() ?? null })),
    }
  );
}

function whole({ headers }: OriginResponse, needsOf: (text: string) => Need[]): NeedFinder | null {
  let all = '';
  const reader = textReader(headers, (text) => {
    all += text;
  });
  return reader && { write: (chunk) => reader.write(chunk), end: () => reader.end().then(() => ({ needs: needsOf(all), signs: null })) };
}

function importNeeds(text: string, url: string, module: ImportMap): Need[] {
  return moduleImports(text, module).flatMap(
    ({ reference, later }) => needAt(reference, url, { kind: 'script', cors: true, alternative: later, referrer: url, module }) ?? [],
  );
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
