// When a request may be stopped that several clients wait for: not when the first of them goes, but when nobody is left.
import type { Flight } from './flights.ts';

export interface SharedSignal {
  readonly signal: AbortSignal;
  /** From here on the client's going no longer matters: those who read the body decide. */
  release(): void;
}

export function sharedSignal(client: AbortSignal, flight: Flight | null): SharedSignal {
  const controller = new AbortController();
  const stopIfAlone = (): void => {
    if (client.aborted && (flight?.waiting ?? 0) === 0) controller.abort();
  };
  client.addEventListener('abort', stopIfAlone, { once: true });
  if (flight) flight.onAbandoned = stopIfAlone;
  stopIfAlone();
  return {
    signal: controller.signal,
    release() {
      client.removeEventListener('abort', stopIfAlone);
      if (flight) flight.onAbandoned = () => undefined;
    },
  };
}
