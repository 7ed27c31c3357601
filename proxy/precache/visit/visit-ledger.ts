// What a browser asked for during a visit, as the proxy saw it: what was judged, where it was stored, how much came.
import { Readable, Transform } from 'node:stream';
import { troubleWords } from '#policies/words/problem-page.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { readCacheStatus } from '../../cache/cache-status.ts';
import { sendBody } from '../../client/send-body.ts';
import type { Exchange, OriginResponse } from '../../exchange/exchange.ts';
import { fieldOf } from '../../exchange/fields.ts';
import { stoppedBy, warnedBy } from '../../exchange/stopped.ts';
import type { PrecacheLimits } from '../precache-limits.ts';
import type { VisitedRequest, VisitKind, VisitOptions, VisitOutcome } from './visit.ts';

export interface LedgerEntry {
  /** The same answer; what is read of it is counted. */
  answered(response: OriginResponse): OriginResponse;
  /** A fault of ours. */
  fault(): void;
}

interface Line {
  readonly url: string;
  readonly kind: VisitKind;
  readonly method: string;
  readonly from: string | null;
  readonly isServiceWorker: boolean;
  status: number | null;
  bytes: number;
  outcome: VisitOutcome;
}

/** A page that asks without end must not fill the memory. */
const mostLines = 5_000;

export class VisitLedger {
  readonly #lines: Line[] = [];
  readonly #hosts = new Set<string>();
  readonly #limits: PrecacheLimits;
  readonly #progress: VisitOptions['progress'];
  readonly #over: () => void;
  #bytes = 0;
  #made = 0;
  #inFlight = 0;
  /** When something began or ended last, `performance.now()`. */
  #moved = performance.now();
  limited = false;

  /** @param over called when more bytes came than the limits allow */
  constructor({ limits, progress }: Pick<VisitOptions, 'limits' | 'progress'>, over: () => void) {
    this.#limits = limits;
    this.#progress = progress;
    this.#over = over;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Milliseconds since anything began or ended. */
  get quietFor(): number {
    return performance.now() - this.#moved;
  }

  get idle(): boolean {
    return this.#inFlight === 0;
  }

  get serviceWorker(): boolean {
    return this.#lines.some(({ isServiceWorker }) => isServiceWorker);
  }

  /** `null`: one more request than the limits allow. */
  begin(exchange: Exchange): LedgerEntry | null {
    const { target } = exchange;
    const line = lineOf(exchange);
    if (this.#made >= this.#limits.requests || (!this.#hosts.has(target.host) && this.#hosts.size >= this.#limits.hosts)) {
      this.limited = true;
      if (this.#lines.length < mostLines) this.#lines.push(line);
      return null;
    }
    this.#lines.push(line);
    this.#made += 1;
    this.#hosts.add(target.host);
    this.#inFlight += 1;
    this.#move();
    let under = true;
    const ended = (): void => {
      if (!under) return;
      under = false;
      this.#inFlight -= 1;
      this.#move();
      this.#progress({ requests: this.#made, bytes: this.#bytes });
    };
    return {
      fault: () => {
        line.outcome = { is: 'failed', why: 'The filter itself failed' };
        ended();
      },
      answered: (response) => {
        line.status = response.status;
        line.outcome = outcomeOf(exchange, response);
        const { body } = response;
        if (!(body instanceof Readable)) {
          this.#count(line, body?.length ?? 0);
          ended();
          return response;
        }
        return { ...response, body: this.#counted(line, exchange, body, ended) };
      },
    };
  }

  requests(): VisitedRequest[] {
    return this.#lines.map(({ url, kind, method, from, status, bytes, outcome }) => {
      return { url, host: new URL(url).host, kind, method, from, alternative: false, status, bytes, outcome };
    });
  }

  #counted(line: Line, exchange: Exchange, body: Readable, ended: () => void): Readable {
    const tap = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#count(line, chunk.length);
        done(null, chunk);
      },
    });
    body.once('error', () => {
      if (!exchange.signal.aborted) line.outcome = { is: 'broken' };
    });
    tap.on('error', () => undefined).once('close', ended);
    sendBody(body, tap, () => tap.destroy());
    return tap;
  }

  #count(line: Line, bytes: number): void {
    line.bytes += bytes;
    this.#bytes += bytes;
    if (this.#bytes <= this.#limits.bytes || this.limited) return;
    this.limited = true;
    this.#over();
  }

  #move(): void {
    this.#moved = performance.now();
  }
}

function lineOf(exchange: Exchange): Line {
  const { request, destination, initiator } = exchange;
  return {
    url: destination === 'websocket' ? request.url.replace(/^http/, 'ws') : request.url,
    kind: kindOf(exchange),
    method: request.method,
    from: fieldOf(request.headers, 'referer') ?? initiator,
    isServiceWorker: fieldOf(request.headers, 'service-worker') === 'script',
    status: null,
    bytes: 0,
    outcome: { is: 'left-out', because: 'limit' },
  };
}

function outcomeOf(exchange: Exchange, response: OriginResponse): VisitOutcome {
  const stopped = stoppedBy(exchange);
  if (stopped !== null) return { is: 'blocked', stopped };
  if (response.failure !== undefined) return { is: 'failed', why: troubleWords(wordsOf('en'), response.failure.trouble).title };
  const cache = readCacheStatus(response.headers);
  return {
    is: 'fetched',
    key: cache?.key ?? null,
    notStored: cache === null ? 'not-cacheable' : cache.stored || cache.hit ? null : (cache.detail ?? 'not-cacheable'),
    hit: cache?.hit ?? false,
    warned: warnedBy(exchange),
  };
}

/** By `Sec-Fetch-Dest` as it was sent, which tells more than the policy has to know. */
function kindOf({ request, destination }: Exchange): VisitKind {
  const told = fieldOf(request.headers, 'sec-fetch-dest');
  if (told === 'manifest' || told === 'track') return told;
  return destination;
}
