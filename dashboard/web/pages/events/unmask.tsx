// The name behind a pseudonym: asked for with a reason, written to the audit trail, and gone when the panel closes.
import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { unmaskedSchema, unmaskSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { groupName } from '../../words/group-words.ts';
import type { EventView } from './events-table.tsx';

type Unmasked = z.infer<typeof unmaskedSchema>;

const initial = { reason: '' };

export function Unmask({ event }: { event: EventView }) {
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Unmasked | null>(null);
  if (shown) return <Name of={shown} />;
  if (asking) return <UnmaskForm event={event} onShown={setShown} onCancel={() => setAsking(false)} />;
  return (
    <div>
      <Button onPress={() => setAsking(true)}>Show the name</Button>
    </div>
  );
}

function UnmaskForm({ event, onShown, onCancel }: { event: EventView; onShown: (name: Unmasked) => void; onCancel: () => void }) {
  const form = useForm({
    initial,
    schema: unmaskSchema,
    body: (typed) => typed,
    words: {},
    send: (body) => call('POST', `/api/events/${encodeURIComponent(event.id)}/unmask`, unmaskedSchema, { body }),
    done: onShown,
  });
  return (
    <form class="form inset" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextArea
        form={form}
        name="reason"
        label="Why do you need the name?"
        hint="Your reason is written to the audit trail with your own name."
        rows={2}
      />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Show the name
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Name({ of: person }: { of: Unmasked }) {
  const { me } = useSignedIn();
  return (
    <Notice tone="care" title={person.name} live>
      <Facts
        of={[
          ['Groups', person.groups.map((group) => groupName(me.school.groups, group)).join(', ') || 'None'],
          person.device === null ? null : ['Device', person.device],
          person.clientAddress === null ? null : ['Address', person.clientAddress],
        ]}
      />
      <p class="quiet-text">That you saw this name, and why, is in the audit trail.</p>
    </Notice>
  );
}
