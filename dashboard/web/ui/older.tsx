import type { Problem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { ProblemNotice } from './loaded.tsx';

/** The foot of a list that is read a page at a time. */
export function Older({
  pages,
  what,
}: {
  pages: { readonly older: (() => void) | null; readonly loadingOlder: boolean; readonly olderProblem: Problem | null };
  what: string;
}) {
  return (
    <div class="older">
      {pages.olderProblem && <ProblemNotice problem={pages.olderProblem} />}
      {pages.older ? (
        <Button onPress={pages.older} busy={pages.loadingOlder}>
          Show older {what}
        </Button>
      ) : (
        <p class="quiet-text">That is all.</p>
      )}
    </div>
  );
}
