// What a page reads from the server: loading, there, or failed; a newer question always beats an older answer.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ZodType } from 'zod';
import { call } from './call.ts';
import type { Problem } from './problem.ts';
import { whenSession } from './session-events.ts';

export type Loadable<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T; /** A newer answer is on its way. */ readonly refreshing: boolean }
  | { readonly state: 'failed'; readonly problem: Problem };

export type Resource<T> = Loadable<T> & { readonly reload: () => void };

/**
 * Reads `path` and again whenever it changes or `reload` is called. While a newer answer is on its way the one before
 * stays on the page, so that filters and reloads do not flash. `null` reads nothing.
 */
export function useResource<T>(path: string | null, schema: ZodType<T>): Resource<T> {
  const [shown, setShown] = useState<Loadable<T>>({ state: 'loading' });
  const [turn, setTurn] = useState(0);
  const asked = useRef(schema);
  asked.current = schema;

  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    setShown((before) => (before.state === 'ready' ? { ...before, refreshing: true } : { state: 'loading' }));
    void call('GET', path, asked.current, { signal: stop.signal }).then((answer) => {
      if (stop.signal.aborted) return;
      setShown(answer.ok ? { state: 'ready', value: answer.value, refreshing: false } : { state: 'failed', problem: answer.problem });
    });
    return () => stop.abort();
  }, [path, turn]);

  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const wasSignedOut = shown.state === 'failed' && shown.problem.status === 401;
  useEffect(() => (wasSignedOut ? whenSession('renewed', reload) : undefined), [wasSignedOut, reload]);
  return { ...shown, reload };
}
