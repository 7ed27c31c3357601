import { useId, useRef, useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** A text to take away. Where the browser refuses the clipboard, the text is selected for copying by hand. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied.');
    } catch {
      setSaid('It is selected now; copy it with your keyboard.');
    }
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="find-row">
        <input id={id} ref={field} class="code" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
        <Button onPress={() => void copy()}>
          <Icon name="copy" />
          Copy
        </Button>
      </div>
      <p class="hint" role="status">
        {said}
      </p>
    </div>
  );
}
