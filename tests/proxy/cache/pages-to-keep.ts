// Pages of which every byte can be told from the address, asked for straight from the real cache stage: no sockets, no origin.
import { Readable } from 'node:stream';
import type { Judge } from '#policies/engine/judge.ts';
import type { HttpCache } from '#proxy/cache/http-cache.ts';
import type { Exchange, OriginResponse } from '#proxy/exchange/exchange.ts';
import { readBody } from './read-body.ts';

export const pageUrl = (number: number): string => `http://pages.test/${number}`;

/** From a few bytes to 1.5 MB: some fit in memory, some outgrow it. Every tenth page has the body of the one before. */
export function pageBody(number: number): Buffer {
  const own = number % 10 === 9 ? number - 1 : number;
  return Buffer.alloc(10 + ((own * 7_919_993) % 1_500_000), `page ${own} `);
}

/** Asks for a page, as a judge has let it pass; where nothing is stored the page comes in pieces. */
export async function askFor(
  cache: HttpCache,
  number: number,
  judge: Judge | null = null,
  padding = 0,
): Promise<{ body: Buffer; hit: boolean }> {
  const from = async (): Promise<OriginResponse> => ({
    status: 200,
    headers: [
      ['Cache-Control', 'public, max-age=86400'],
      ['Content-Type', 'text/plain'],
      ['X-Padding', 'x'.repeat(padding)],
    ],
    body: Readable.from(pieces(pageBody(number))),
  });
  const response = await cache.stage(exchangeFor(pageUrl(number), judge), from);
  const hit = response.headers.some(([name, value]) => name === 'Cache-Status' && value.includes('; hit'));
  return { body: await readBody(response), hit };
}

function* pieces(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
}

function exchangeFor(url: string, judge: Judge | null): Exchange {
  const { pathname } = new URL(url);
  const asked = { target: { scheme: 'http', host: 'pages.test', port: 80, path: pathname }, destination: 'document' } as const;
  const subject = { id: 'mia', groups: ['year-8'] };
  return {
    at: 0,
    ...asked,
    destinationTold: true,
    initiator: null,
    userAct: null,
    client: { address: '127.0.0.1', protocol: '1.1', authorization: null, shownAt: 0, inform: () => undefined },
    request: { method: 'GET', url, headers: [], variant: '', body: null },
    signal: new AbortController().signal,
    purpose: 'client',
    identity: null,
    judgement: judge && { judge, verdict: judge.judge({ ...asked, subject, initiator: null, at: 0 }), reference: '0' },
    search: null,
    page: null,
  };
}
