// Requests for the same thing at the same moment become one (RFC 9111 §4, *collapsed requests*): thirty pupils open one page.
import type { Abandonment } from '../exchange/abandonment.ts';
import type { Entry } from './entry.ts';

/** What the first request found out: a stored response to share, and whether it is shared although it is stale. */
export interface Landed {
  readonly entry: Entry;
  readonly standsIn: boolean;
}

/** Longest wait for somebody else's request, in milliseconds: some origins hold a response back on purpose (long polling). */
const patience = 5000;

export class Flight {
  readonly #landed: Promise<Landed | null>;
  #land: (landed: Landed | null) => void = () => undefined;
  #waiting = 0;
  #abandoned: () => void = () => undefined;

  constructor() {
    this.#landed = new Promise((resolve) => {
      this.#land = resolve;
    });
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Called when the last of those who waited has gone. */
  set onAbandoned(listener: () => void) {
    this.#abandoned = listener;
  }

  land(landed: Landed | null): void {
    this.#land(landed);
  }

  /** `null`: nothing to share, everybody goes for themselves. */
  async join(signal: Abandonment): Promise<Landed | null> {
    this.#waiting += 1;
    let stop: () => void = () => undefined;
    const givenUp = new Promise<null>((resolve) => {
      const timer = setTimeout(resolve, patience, null);
      const gone = (): void => resolve(null);
      signal.addEventListener('abort', gone, { once: true });
      stop = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', gone);
      };
    });
    const landed = await Promise.race([this.#landed, givenUp]);
    stop();
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#abandoned();
    return landed;
  }
}

export class Flights {
  readonly #flights = new Map<string, Flight>();

  underWay(key: string): Flight | null {
    return this.#flights.get(key) ?? null;
  }

  start(key: string): Flight {
    const flight = new Flight();
    this.#flights.set(key, flight);
    return flight;
  }

  /** Lands the flight, if nobody did before, with nothing to share. */
  finish(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.land(null);
  }
}
