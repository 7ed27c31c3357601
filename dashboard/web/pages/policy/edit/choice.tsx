// A plain select with its label, for editors that are no form of their own.
import { useId } from 'preact/hooks';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface ChoiceProps {
  readonly label: string;
  /** The label is for those who do not see the table around it. */
  readonly quiet?: boolean;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onPick: (value: string) => void;
}

export function Choice({ label, quiet = false, value, options, onPick }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={quiet ? 'out-of-sight' : undefined}>
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface WrittenProps {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'time' | 'date';
  readonly hint?: string;
  readonly onWrite: (value: string) => void;
}

export function Written({ label, value, type = 'text', hint, onWrite }: WrittenProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        type={type}
        value={value}
        autoComplete="off"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => onWrite(event.currentTarget.value)}
      />
    </div>
  );
}
