import { useId } from 'preact/hooks';

/** Reads a text file in the page; it travels only when the form is sent. */
export function FilePick({ label, onText }: { label: string; onText: (text: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv,text/plain"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void file.text().then(onText);
        }}
      />
    </div>
  );
}
