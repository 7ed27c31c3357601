import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { guestInvitedSchema, guestInviteSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { SelectField, TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Notice } from '../../ui/notice.tsx';

type Invited = z.infer<typeof guestInvitedSchema>;

const lengths = [
  { value: '1', label: 'One hour' },
  { value: '4', label: 'Four hours' },
  { value: '10', label: 'Ten hours: a school day' },
  { value: '24', label: 'A day and a night' },
  { value: '168', label: 'One week' },
  { value: '672', label: 'Four weeks' },
];
const initial = { guest: '', purpose: '', hours: '4' };

export function InviteGuest({ onInvited }: { onInvited: () => void }) {
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited) return <Code of={invited} onAnother={() => setInvited(null)} />;
  return (
    <GuestForm
      onDone={(result) => {
        setInvited(result);
        onInvited();
      }}
    />
  );
}

function GuestForm({ onDone }: { onDone: (invited: Invited) => void }) {
  const form = useForm({
    initial,
    schema: guestInviteSchema,
    body: ({ guest, purpose, hours }) => ({ guest, purpose, hours: Number(hours) }),
    words: {
      guest: 'Write the guest’s name.',
      purpose: 'Write what the guest is here for.',
      hours: 'Choose how long.',
    },
    send: (body) => call('POST', '/api/guests', guestInvitedSchema, { body }),
    done: onDone,
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextField form={form} name="guest" label="Name of the guest" hint="You vouch for this person. Your name is kept with it." />
      <TextField form={form} name="purpose" label="Here for" hint="For instance a governors’ meeting, or work on the boiler." />
      <SelectField form={form} name="hours" label="How long" choices={lengths} />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Make the voucher
        </Button>
      </div>
    </form>
  );
}

function Code({ of: { guest, code }, onAnother }: { of: Invited; onAnother: () => void }) {
  const { time } = useSignedIn();
  return (
    <div class="stack">
      <Notice tone="good" title={`${guest.guest} may go online until ${time.moment(guest.expiresAt)}`} live>
        <p>Give this code to your guest. It is shown only now, and works on one device at a time.</p>
      </Notice>
      <CopyText label="Visitor code" text={code} />
      <div>
        <Button onPress={onAnother}>Make another voucher</Button>
      </div>
    </div>
  );
}
