// "What would this open?", asked again shortly after every change, while the page stays as it is.
import { useEffect, useState } from 'preact/hooks';
import { dryRunSchema, type DryRun } from '#policies/contracts/whitelist-request.ts';
import { call } from '../api/call.ts';
import type { Problem } from '../api/problem.ts';
import { whenSession } from '../api/session-events.ts';

export interface DryRunState {
  readonly shown: DryRun | null;
  readonly asking: boolean;
  readonly problem: Problem | null;
}

const pause = 350;
const nothing: DryRunState = { shown: null, asking: false, problem: null };

/** `question` is the JSON body, or `null` while there is not enough to ask. */
export function useDryRun(path: string, question: string | null): DryRunState {
  const [state, setState] = useState<DryRunState>(nothing);
  const [turn, setTurn] = useState(0);
  useEffect(() => whenSession('renewed', () => setTurn((n) => n + 1)), []);
  useEffect(() => {
    if (question === null) {
      setState(nothing);
      return undefined;
    }
    const stop = new AbortController();
    setState((before) => ({ ...before, asking: true }));
    const timer = setTimeout(() => {
      void call('POST', path, dryRunSchema, { body: JSON.parse(question), signal: stop.signal }).then((answer) => {
        if (stop.signal.aborted) return;
        setState(
          answer.ok ? { shown: answer.value, asking: false, problem: null } : { shown: null, asking: false, problem: answer.problem },
        );
      });
    }, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [path, question, turn]);
  return state;
}
