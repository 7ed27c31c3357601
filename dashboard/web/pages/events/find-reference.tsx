// Somebody rings with the number on their block page: this finds the event behind it.
import { useId, useState } from 'preact/hooks';
import { parseReference } from '#policies/engine/reference.ts';
import { Button } from '../../ui/button.tsx';

export function FindReference({ onFound }: { onFound: (reference: string) => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault();
        const reference = parseReference(typed);
        setWrong(reference === null);
        if (reference !== null) onFound(reference);
      }}
    >
      <label for={id}>Reference number</label>
      <div class="find-row">
        <input
          id={id}
          value={typed}
          placeholder="XXXX-XXXX-XXXX"
          autoComplete="off"
          spellcheck={false}
          aria-invalid={wrong ? 'true' : undefined}
          aria-describedby={wrong ? `${id}-error` : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit">Find</Button>
      </div>
      {wrong && (
        <p id={`${id}-error`} class="field-error" role="alert">
          A reference has 12 letters and digits, as on the block page.
        </p>
      )}
    </form>
  );
}
