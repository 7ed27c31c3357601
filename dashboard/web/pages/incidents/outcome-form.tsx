import { outcomeSchema } from '#policies/contracts/dashboard-api.ts';
import { act } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { RadioField, TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { outcomeChoices } from '../../words/incident-words.tsx';

const initial = { outcome: '', text: '' };

export function OutcomeForm({ incident, onDone }: { incident: string; onDone: () => void }) {
  const form = useForm({
    initial,
    schema: outcomeSchema,
    body: (typed) => ({ outcome: typed.outcome, text: typed.text.trim() }),
    words: { outcome: 'Choose an outcome.', text: 'Say in a few words how it ended.' },
    send: (body) => act('POST', `/api/incidents/${encodeURIComponent(incident)}/outcome`, { body }),
    done: onDone,
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <RadioField form={form} name="outcome" label="Outcome" choices={outcomeChoices} />
      <TextArea form={form} name="text" label="How it ended" hint="What follows from it, and who knows." />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Close with this outcome
        </Button>
      </div>
    </form>
  );
}
