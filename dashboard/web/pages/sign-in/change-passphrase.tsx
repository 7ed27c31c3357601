import { useState } from 'preact/hooks';
import { passwordSchema } from '#policies/contracts/dashboard-api.ts';
import { act } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

const initial = { current: '', password: '' };

export function ChangePassphrase() {
  const [changed, setChanged] = useState(false);
  const form = useForm({
    initial,
    schema: passwordSchema,
    body: (typed) => typed,
    words: { password: 'Use at least 12 characters. A few words in a row are easy to remember.' },
    send: (body) => act('POST', '/api/me/password', { body }),
    done: () => setChanged(true),
  });
  if (changed) {
    return (
      <Notice tone="good" title="Your passphrase is changed" live>
        <p>Other browsers where you were signed in are signed out.</p>
      </Notice>
    );
  }
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextField form={form} name="current" label="Passphrase now" type="password" autoComplete="current-password" />
      <TextField
        form={form}
        name="password"
        label="New passphrase"
        hint="At least 12 characters."
        type="password"
        autoComplete="new-password"
      />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Change it
        </Button>
      </div>
    </form>
  );
}
