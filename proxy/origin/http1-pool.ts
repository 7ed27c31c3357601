// Connections to origins that are kept between requests.
import type { Socket } from 'node:net';
import { clientWentAway, type Abandonment } from '../exchange/abandonment.ts';
import type { Soon } from '../exchange/soon.ts';
import { OriginConnection } from './http1-connection.ts';

export interface PoolOptions {
  /** Connections to one origin at a time; whoever wants more waits. */
  readonly perOrigin: number;
  readonly maxHeaderBytes: number;
  /** Milliseconds without a byte. */
  readonly timeout: number;
}

/** Free connections that are kept at most: to one origin as many as one page opens at once, and in all. */
const mostFree = 64;
const mostFreeInAll = 1_024;
/**
 * Connections to one origin that are being made at a time. A class that opens a page over a full line would otherwise begin two thousand
 * handshakes, none of which ends in time, while connections that are there already could take the requests one after the other.
 */
const mostConnecting = 64;
/** Milliseconds that a connection on offer waits for its first request. */
const offered = 2_000;

interface Place {
  readonly free: OriginConnection[];
  open: number;
  /** Of those, how many are not there yet. */
  connecting: number;
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly signal: Abandonment;
  turn(): void;
  failed(error: unknown): void;
}

/** Who is next in line. Those whose client went away meanwhile take no turn. */
function nextOf({ waiting }: Place): Waiting | null {
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    if (!one.signal.aborted) return one;
    one.failed(clientWentAway());
  }
  return null;
}

export class Http1Pool {
  readonly #options: PoolOptions;
  readonly #places = new Map<string, Place>();
  readonly #all = new Set<OriginConnection>();
  #free = 0;
  readonly #sweep = setInterval(() => this.#closeOld(), 1_000).unref();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** A connection for one request. @param anew none that was used before @param signal aborts when nobody wants it any more */
  take(name: string, connect: () => Promise<Socket>, anew: boolean, signal: Abandonment): Soon<OriginConnection> {
    const place = this.#placeOf(name);
    return (anew ? null : this.#freeOf(place)) ?? this.#connected(name, place, connect, signal);
  }

  async #connected(name: string, place: Place, connect: () => Promise<Socket>, signal: Abandonment): Promise<OriginConnection> {
    for (let isFirst = true; place.open >= this.#options.perOrigin || place.connecting >= mostConnecting; isFirst = false) {
      // Whoever was woken in vain keeps the place at the head of the line.
      await new Promise<void>((turn, failed) => place.waiting[isFirst ? 'push' : 'unshift']({ turn, failed, signal }));
      const left = this.#freeOf(place);
      if (left !== null) return left;
    }
    place.open += 1;
    place.connecting += 1;
    try {
      const socket = await connect();
      place.connecting -= 1;
      nextOf(place)?.turn();
      return this.#connectionOf(name, place, socket);
    } catch (error) {
      place.connecting -= 1;
      this.#unreached(name, place, error);
      throw error;
    }
  }

  /**
   * Whoever waits for an origin that nobody reaches would not reach it either, and must not find that out one after the other: each
   * attempt that fails takes its share of them along, so that none is left with the last, however many come meanwhile.
   */
  #unreached(name: string, place: Place, error: unknown): void {
    const isReached = place.open - 1 > place.connecting;
    const share = isReached ? 0 : Math.ceil(place.waiting.length / (place.connecting + 1));
    for (const one of place.waiting.splice(0, share)) one.failed(error);
    if (isReached || place.connecting === 0) this.#left(name, place);
    else place.open -= 1;
  }

  /** Keeps a connection that was made to see what the origin speaks: the next request may have it. */
  offer(name: string, socket: Socket): void {
    const place = this.#placeOf(name);
    place.open += 1;
    const connection = this.#connectionOf(name, place, socket);
    connection.freeUntil = Date.now() + offered;
    this.#keep(place, connection);
  }

  close(): void {
    clearInterval(this.#sweep);
    for (const connection of this.#all) connection.destroy();
  }

  #placeOf(name: string): Place {
    let place = this.#places.get(name);
    if (place === undefined) this.#places.set(name, (place = { free: [], open: 0, connecting: 0, waiting: [] }));
    return place;
  }

  #connectionOf(name: string, place: Place, socket: Socket): OriginConnection {
    const { maxHeaderBytes, timeout } = this.#options;
    const connection = new OriginConnection(socket, {
      maxHeaderBytes,
      timeout,
      free: (one) => this.#keep(place, one),
      closed: (one) => {
        this.#all.delete(one);
        const at = place.free.indexOf(one);
        if (at !== -1) {
          place.free.splice(at, 1);
          this.#free -= 1;
        }
        this.#left(name, place);
      },
    });
    this.#all.add(connection);
    return connection;
  }

  /** The one that was used last: the longest free ones are left to be closed. */
  #freeOf(place: Place): OriginConnection | null {
    const now = Date.now();
    for (let one = place.free.pop(); one !== undefined; one = place.free.pop()) {
      this.#free -= 1;
      if (one.isOpen && now < one.freeUntil) return one;
      one.destroy();
    }
    return null;
  }

  #keep(place: Place, connection: OriginConnection): void {
    if (place.free.length >= mostFree || this.#free >= mostFreeInAll) return connection.destroy();
    place.free.push(connection);
    this.#free += 1;
    nextOf(place)?.turn();
  }

  #left(name: string, place: Place): void {
    place.open -= 1;
    const next = nextOf(place);
    if (next !== null) next.turn();
    else if (place.open === 0) this.#places.delete(name);
  }

  #closeOld(): void {
    const now = Date.now();
    for (const { free } of this.#places.values()) for (const one of free) if (now >= one.freeUntil) one.destroy();
  }
}
