// When a request may be stopped that several clients wait for: not when the first of them goes, but when nobody is left.
import { Waiting, type Abandonment } from '../exchange/abandonment.ts';
import type { Flight } from './flights.ts';

export interface SharedSignal {
  readonly signal: Abandonment;
  /** From here on the client's going no longer matters: those who read the body decide. */
  release(): void;
}

export function sharedSignal(client: Abandonment, flight: Flight | null): SharedSignal {
  const waiting = new Waiting();
  const stopIfAlone = (): void => {
    if (client.aborted && (flight?.waiting ?? 0) === 0) waiting.abort();
  };
  client.addEventListener('abort', stopIfAlone, { once: true });
  if (flight) flight.onAbandoned = stopIfAlone;
  stopIfAlone();
  return {
    signal: waiting,
    release() {
      client.removeEventListener('abort', stopIfAlone);
      if (flight) flight.onAbandoned = () => undefined;
    },
  };
}
