// Form controls, each with its label, hint and error tied together for every way of reading the page.
import type { ComponentChildren, JSX } from 'preact';
import type { FieldName, Form } from './use-form.ts';

interface FieldProps<V> {
  readonly form: Form<V>;
  readonly name: FieldName<V>;
  readonly label: string;
  readonly hint?: ComponentChildren;
}

interface Wiring {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid'?: 'true';
  readonly 'aria-describedby'?: string;
}

export function fieldId(form: { readonly id: string }, name: string): string {
  return `${form.id}-${name}`;
}

function wiring<V>({ form, name, hint }: FieldProps<V>): Wiring {
  const id = fieldId(form, name);
  const wrong = form.errors[name] !== undefined;
  const described = [hint ? `${id}-hint` : '', wrong ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { id, name, ...(wrong ? { 'aria-invalid': 'true' as const } : {}), ...(described ? { 'aria-describedby': described } : {}) };
}

function HintAndError<V>({ form, name, hint }: FieldProps<V>) {
  const id = fieldId(form, name);
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {form.errors[name] && (
        <p class="field-error" id={`${id}-error`}>
          <span class="out-of-sight">Error: </span>
          {form.errors[name]}
        </p>
      )}
    </>
  );
}

function Field<V>(props: FieldProps<V> & { readonly children: ComponentChildren }) {
  return (
    <div class="field" data-wrong={props.form.errors[props.name] ? '' : undefined}>
      <label for={fieldId(props.form, props.name)}>{props.label}</label>
      <HintAndError {...props} />
      {props.children}
    </div>
  );
}

/** What is typed in a text-like field; names of other fields read as nothing. */
function textOf<V>({ form, name }: FieldProps<V>): string {
  const value = form.values[name];
  return typeof value === 'string' ? value : '';
}

type TextNames<V> = { [K in FieldName<V>]: string extends V[K] ? K : never }[FieldName<V>];

interface TextProps<V> extends FieldProps<V> {
  readonly name: TextNames<V>;
}

interface InputProps<V> extends TextProps<V> {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'date';
  readonly autoComplete?: string;
  readonly inputMode?: 'url' | 'email' | 'text';
  readonly min?: string;
  readonly max?: string;
  readonly spellcheck?: boolean;
}

export function TextField<V>(props: InputProps<V>) {
  const { type = 'text', autoComplete = 'off', inputMode, min, max, spellcheck } = props;
  return (
    <Field {...props}>
      <input
        {...wiring(props)}
        type={type}
        value={textOf(props)}
        autoComplete={autoComplete}
        inputMode={inputMode}
        min={min}
        max={max}
        spellcheck={spellcheck}
        onInput={(event) => props.form.set(props.name, event.currentTarget.value)}
      />
    </Field>
  );
}

export function TextArea<V>(props: TextProps<V> & { readonly rows?: number; readonly code?: boolean }) {
  return (
    <Field {...props}>
      <textarea
        {...wiring(props)}
        rows={props.rows ?? 3}
        class={props.code ? 'code' : undefined}
        value={textOf(props)}
        onInput={(event) => props.form.set(props.name, event.currentTarget.value)}
      />
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export function SelectField<V>(props: TextProps<V> & { readonly choices: readonly Choice[]; readonly none?: string }) {
  return (
    <Field {...props}>
      <select {...wiring(props)} value={textOf(props)} onChange={(event) => props.form.set(props.name, event.currentTarget.value)}>
        {props.none !== undefined && <option value="">{props.none}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function RadioField<V>(props: TextProps<V> & { readonly choices: readonly Choice[] }) {
  const { id, name, ...described } = wiring(props);
  const chosen = textOf(props);
  return (
    <fieldset class="field" data-wrong={props.form.errors[props.name] ? '' : undefined} aria-describedby={described['aria-describedby']}>
      <legend>{props.label}</legend>
      <HintAndError {...props} />
      <div class="choices">
        {props.choices.map((choice, index) => (
          <label key={choice.value} class="choice">
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${choice.value}`}
              name={`${props.form.id}-${name}`}
              checked={chosen === choice.value}
              onChange={() => props.form.set(props.name, choice.value)}
            />
            <span>
              {choice.label}
              {choice.hint && <span class="hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function CheckList({
  legend,
  hint,
  choices,
  chosen,
  onChange,
}: {
  legend: string;
  hint?: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const toggle = (event: JSX.TargetedEvent<HTMLInputElement>, value: string): void => {
    onChange(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value));
  };
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="choices compact">
        {choices.map((choice) => (
          <label key={choice.value} class="choice">
            <input type="checkbox" checked={chosen.includes(choice.value)} onChange={(event) => toggle(event, choice.value)} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
