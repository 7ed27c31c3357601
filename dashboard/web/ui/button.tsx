import type { ComponentChildren } from 'preact';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet';

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly type?: 'submit' | 'button';
  /** The act is under way: a second press does nothing, and the focus stays where it is. */
  readonly busy?: boolean;
  readonly onPress?: () => void;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly children: ComponentChildren;
}

export function Button({ kind = 'secondary', type = 'button', busy = false, onPress, expanded, controls, children }: ButtonProps) {
  return (
    <button
      type={type}
      class={`button ${kind}`}
      aria-disabled={busy ? 'true' : undefined}
      aria-expanded={expanded}
      aria-controls={controls}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
