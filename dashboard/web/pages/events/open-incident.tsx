import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { createdSchema, openIncidentSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea, TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { categoryName } from '../../words/category-words.ts';
import { kindLooks } from '../../words/event-words.tsx';
import type { EventView } from './events-table.tsx';

/** Starts a case from an event; its trail is kept from then on. */
export function OpenIncident({ event }: { event: EventView }) {
  const [open, setOpen] = useState(false);
  if (open) return <OpenIncidentForm event={event} onCancel={() => setOpen(false)} />;
  return (
    <div>
      <Button kind="primary" onPress={() => setOpen(true)}>
        Open as incident
      </Button>
    </div>
  );
}

function OpenIncidentForm({ event, onCancel }: { event: EventView; onCancel: () => void }) {
  const [, navigate] = useLocation();
  const [initial] = useState(() => ({
    title:
      `${categoryName(event.flag?.category ?? event.category)}: ${event.searchTerm === null ? `${kindLooks[event.kind].word.toLowerCase()} at ${event.target.host}` : event.typed === true ? 'typed words' : 'a search'}`.slice(
        0,
        200,
      ),
    note: '',
  }));
  const form = useForm({
    initial,
    schema: openIncidentSchema,
    body: (typed) => ({ event: event.id, title: typed.title.trim(), note: typed.note.trim() }),
    words: { title: 'Give it a title of at least 3 characters.', note: 'The note is too long; 4,000 characters fit.' },
    send: (body) => call('POST', '/api/incidents', createdSchema, { body }),
    done: ({ id }) => navigate(`/incidents/${id}`),
  });
  return (
    <form class="form inset" onSubmit={form.submit} noValidate>
      <h3>Open as incident</h3>
      <ErrorSummary form={form} />
      <TextField form={form} name="title" label="Title" hint="No names here; the incident keeps the pseudonym." />
      <TextArea form={form} name="note" label="First note (optional)" hint="What you know so far, and what you did." />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Open the incident
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
