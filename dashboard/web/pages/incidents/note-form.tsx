import { noteSchema } from '#policies/contracts/dashboard-api.ts';
import { act } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';

const initial = { text: '' };

export function NoteForm({ incident, onDone }: { incident: string; onDone: () => void }) {
  const form = useForm({
    initial,
    schema: noteSchema,
    body: (typed) => ({ text: typed.text.trim() }),
    words: { text: 'Write the note first; up to 4,000 characters fit.' },
    send: (body) => act('POST', `/api/incidents/${encodeURIComponent(incident)}/notes`, { body }),
    done: () => {
      form.reset();
      onDone();
    },
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextArea form={form} name="text" label="Note" hint="What was said, decided or done." />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Add the note
        </Button>
      </div>
    </form>
  );
}
