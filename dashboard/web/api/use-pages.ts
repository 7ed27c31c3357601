// Keyset paging: the first page follows the question, older pages are added below it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ZodType } from 'zod';
import { call } from './call.ts';
import type { Problem } from './problem.ts';
import { useResource, type Loadable } from './use-resource.ts';

export interface Page<I> {
  readonly items: readonly I[];
  readonly next: string | null;
}

export type Pages<I> = Loadable<readonly I[]> & {
  readonly reload: () => void;
  /** `null` when there is nothing older. */
  readonly older: (() => void) | null;
  readonly loadingOlder: boolean;
  readonly olderProblem: Problem | null;
};

interface Tail<I> {
  readonly items: readonly I[];
  readonly next: string | null;
}

/** `path` carries the question; the cursor is added to it. */
export function usePages<A, I>(path: string, schema: ZodType<A>, read: (answer: A) => Page<I>): Pages<I> {
  const first = useResource(path, schema);
  const [tail, setTail] = useState<Tail<I> | null>(null);
  const [loadingOlder, setLoadingOlder] = useState(false);
  const [olderProblem, setOlderProblem] = useState<Problem | null>(null);
  const question = useRef(path);
  question.current = path;

  const head = first.state === 'ready' ? first.value : null;
  useEffect(() => {
    setTail(null);
    setOlderProblem(null);
  }, [head]);

  const page = head === null ? null : read(head);
  const next = tail ? tail.next : (page?.next ?? null);
  const older = useCallback(async () => {
    if (next === null) return;
    setLoadingOlder(true);
    const separator = path.includes('?') ? '&' : '?';
    const answer = await call('GET', `${path}${separator}cursor=${encodeURIComponent(next)}`, schema);
    setLoadingOlder(false);
    if (question.current !== path) return;
    setOlderProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    const more = read(answer.value);
    setTail((before) => ({ items: [...(before?.items ?? []), ...more.items], next: more.next }));
  }, [path, next]);

  const shared = { reload: first.reload, older: next === null ? null : () => void older(), loadingOlder, olderProblem };
  if (first.state !== 'ready' || page === null) return { ...(first.state === 'failed' ? first : { state: 'loading' }), ...shared };
  return { state: 'ready', value: [...page.items, ...(tail?.items ?? [])], refreshing: first.refreshing, ...shared };
}
