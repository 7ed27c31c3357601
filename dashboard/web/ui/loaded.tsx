// The states of everything that is read from the server, told the same way on every page.
import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/problem.ts';
import type { Loadable } from '../api/use-resource.ts';
import { Button } from './button.tsx';

interface LoadedProps<T> {
  readonly from: Loadable<T> & { readonly reload: () => void };
  /** Lines of the skeleton, about as tall as what will come. */
  readonly lines?: number;
  readonly children: (value: T) => ComponentChildren;
}

export function Loaded<T>({ from, lines = 6, children }: LoadedProps<T>) {
  if (from.state === 'loading') return <Skeleton lines={lines} />;
  if (from.state === 'failed') return <ProblemNotice problem={from.problem} retry={from.reload} />;
  return (
    <div class="loaded" aria-busy={from.refreshing ? 'true' : undefined}>
      {children(from.value)}
    </div>
  );
}

/** Grey lines that appear only when the answer takes longer than a blink. */
export function Skeleton({ lines }: { lines: number }) {
  return (
    <div class="skeleton">
      <p class="out-of-sight" role="status">
        Loading
      </p>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}

export function ProblemNotice({ problem, retry }: { problem: Problem; retry?: () => void }) {
  // Trying again opens no door that is closed to the role, and finds nothing that is not there.
  const closed = problem.status === 403 || problem.status === 404;
  return (
    <div class={closed ? 'state-box' : 'state-box bad'} role="alert">
      <h2>{problem.title}</h2>
      <p>{problem.detail}</p>
      {problem.id && (
        <p class="quiet-text">
          Number for your technician: <code>{problem.id}</code>
        </p>
      )}
      {retry && !closed && (
        <Button kind="secondary" onPress={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Nothing here yet: says what will appear and why. */
export function Empty({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="state-box">
      <p class="state-title">{title}</p>
      <p>{children}</p>
    </div>
  );
}
