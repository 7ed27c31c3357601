// A page as the site sends it at this moment, for its words: past the cache, and leaving nothing in it.
import { addAbortSignal, Readable } from 'node:stream';
import type { Rule } from '#policies/model/rule.ts';
import { troubleWords } from '#policies/words/problem-page.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { discard } from '../exchange/discard.ts';
import type { OriginResponse } from '../exchange/exchange.ts';
import { fieldOf } from '../exchange/fields.ts';
import type { FetchThroughPipeline } from '../exchange/internal-request.ts';
import { browserFields } from './browser-fields.ts';
import { textReader } from './decoded-text.ts';
import { needAt, type Need } from './need.ts';
import { wordReader, type PageWords } from './page-words.ts';
import type { PrecacheLimits } from './precache-limits.ts';

export type PageRead =
  | { readonly finalUrl: string; readonly page: PageWords }
  /** `blocked`: by the school’s policy. */
  | { readonly problem: string; readonly blocked?: true };

export interface ReadPageOptions {
  readonly url: string;
  readonly group: string;
  readonly at: number;
  /** Permissions that are only tried. */
  readonly permits: readonly Rule[];
  readonly fetch: FetchThroughPipeline;
  readonly limits: Pick<PrecacheLimits, 'redirects' | 'bytes' | 'milliseconds'>;
  readonly signal: AbortSignal;
}

/** Within the bounds of a visit, however long a site goes on sending: what came until then counts. */
export async function readPage(options: ReadPageOptions): Promise<PageRead> {
  const tooLong = AbortSignal.timeout(options.limits.milliseconds);
  try {
    return await readWithin(options, AbortSignal.any([options.signal, tooLong]));
  } catch (error) {
    if (options.signal.aborted || !tooLong.aborted) throw error;
    return { problem: 'The site did not answer in time.' };
  }
}

async function readWithin(
  { url, group, at, permits, fetch, limits, signal: asked }: ReadPageOptions,
  signal: AbortSignal,
): Promise<PageRead> {
  let need: Need | null = { url, kind: 'document', cors: false, alternative: false, referrer: null };
  for (let followed = 0; need !== null && followed <= limits.redirects; followed++) {
    const headers = [...browserFields(need), ['Cache-Control', 'no-store'] as const];
    const response = await fetch({ url: need.url, headers, group, at, permits }, signal);
    if (response.failure) {
      discard(response);
      return { problem: `${troubleWords(wordsOf('en'), response.failure.trouble).title}.` };
    }
    if (response.stopped !== null) {
      discard(response);
      return { problem: response.stopped.why, blocked: true };
    }
    const location = response.status >= 300 && response.status < 400 ? fieldOf(response.headers, 'location') : null;
    if (location !== null) {
      discard(response);
      need = needAt(location, need.url, need);
      continue;
    }
    if (response.status >= 400) {
      discard(response);
      return { problem: `The site answered with error ${response.status}.` };
    }
    return { finalUrl: need.url, page: await wordsIn(response, limits.bytes, signal, asked) };
  }
  return { problem: 'The site sends visitors on to another address too often, or to one that cannot be opened.' };
}

/** Of what is not a page there are no words; what breaks off or does not end has those that came. @param asked aborts when nobody wants them */
async function wordsIn(response: OriginResponse, mostBytes: number, signal: AbortSignal, asked: AbortSignal): Promise<PageWords> {
  const words = wordReader();
  const type = fieldOf(response.headers, 'content-type') ?? '';
  const reader = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type)
    ? textReader(response.headers, (text) => words.write(text))
    : null;
  const { body } = response;
  if (reader === null || body === null) {
    discard(response);
    return words.end();
  }
  try {
    if (body instanceof Readable) {
      addAbortSignal(signal, body);
      let bytes = 0;
      for await (const chunk of body) {
        if (!(chunk instanceof Uint8Array)) continue;
        await reader.write(chunk);
        bytes += chunk.length;
        if (bytes >= mostBytes) break;
      }
    } else await reader.write(body);
  } catch (error) {
    if (asked.aborted) throw error;
  }
  await reader.end();
  return words.end();
}
