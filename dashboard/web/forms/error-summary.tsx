// What is wrong with a form, in one place above it; takes the focus at each failed submission and leads to each field.
import { useEffect, useRef } from 'preact/hooks';
import { fieldId } from './fields.tsx';
import type { Form } from './use-form.ts';

export function ErrorSummary<V>({ form }: { form: Form<V> }) {
  const box = useRef<HTMLDivElement>(null);
  const wrong = Object.entries(form.errors);
  useEffect(() => {
    if (form.failures > 0) box.current?.focus();
  }, [form.failures]);
  if (wrong.length === 0 && form.problem === null) return null;

  return (
    <div ref={box} class="error-summary" role="alert" tabIndex={-1}>
      <p class="notice-title">{form.problem ? form.problem.title : 'Please check this'}</p>
      {form.problem && wrong.length === 0 && <p>{form.problem.detail}</p>}
      {form.problem?.id && (
        <p class="quiet-text">
          Number for your technician: <code>{form.problem.id}</code>
        </p>
      )}
      {wrong.length > 0 && (
        <ul>
          {wrong.map(([name, words]) => (
            <li key={name}>
              <a
                href={`#${fieldId(form, name)}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId(form, name))?.focus();
                }}
              >
                {words}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
