// One form's life: what was typed, what is wrong with it, one submission at a time. Nothing typed is ever thrown away by an error.
import { useCallback, useId, useRef, useState } from 'preact/hooks';
import type { ZodType } from 'zod';
import type { Answer } from '../api/call.ts';
import type { Problem } from '../api/problem.ts';
import type { FieldErrors } from '../api/problem.ts';
import { fieldErrors } from './field-errors.ts';

export type FieldValue = string | boolean | readonly string[];
export type FieldName<V> = keyof V & string;

export interface Form<V> {
  readonly id: string;
  readonly values: V;
  readonly errors: FieldErrors;
  readonly problem: Problem | null;
  readonly busy: boolean;
  /** Counts failed submissions, so that the summary can take the focus at each. */
  readonly failures: number;
  readonly set: (name: FieldName<V>, value: FieldValue) => void;
  readonly reset: () => void;
  readonly submit: (event: Event) => void;
}

export interface FormPlan<V, B, R> {
  readonly initial: V;
  /** The contract's schema of the body. */
  readonly schema: ZodType<B>;
  /** What is typed, in the shape of the body. A path's last part names the field that an error belongs to. */
  readonly body: (values: V) => unknown;
  /** Plain words for a field that is wrong, where the schema has none of its own. */
  readonly words: Partial<Record<FieldName<V>, string>>;
  readonly send: (body: B) => Promise<Answer<R>>;
  readonly done: (result: R, values: V) => void;
}

export function useForm<V extends Readonly<Record<keyof V, FieldValue>>, B, R>(plan: FormPlan<V, B, R>): Form<V> {
  const id = useId();
  const [values, setValues] = useState(plan.initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [failures, setFailures] = useState(0);
  const sending = useRef(false);

  const set = useCallback((name: FieldName<V>, value: FieldValue) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _gone, ...rest }) => rest);
  }, []);
  const reset = useCallback(() => {
    setValues(plan.initial);
    setErrors({});
    setProblem(null);
  }, [plan.initial]);

  const submit = (event: Event): void => {
    event.preventDefault();
    if (sending.current) return;
    setProblem(null);
    const parsed = plan.schema.safeParse(plan.body(values));
    if (!parsed.success) {
      setErrors(fieldErrors(parsed.error.issues, plan.words));
      setFailures((n) => n + 1);
      return;
    }
    setErrors({});
    sending.current = true;
    setBusy(true);
    void plan.send(parsed.data).then((answer) => {
      sending.current = false;
      setBusy(false);
      if (answer.ok) {
        plan.done(answer.value, values);
        return;
      }
      setProblem(answer.problem);
      setErrors(answer.problem.fields);
      setFailures((n) => n + 1);
    });
  };

  return { id, values, errors, problem, busy, failures, set, reset, submit };
}
