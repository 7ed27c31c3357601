import { passwordSchema } from '#policies/contracts/dashboard-api.ts';
import { act } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';

const initial = { password: '' };

export function SetPassphrase({ name, onDone }: { name: string; onDone: () => void }) {
  const form = useForm({
    initial,
    schema: passwordSchema,
    body: (typed) => typed,
    words: { password: 'Use at least 12 characters. A few words in a row are easy to remember.' },
    send: (body) => act('POST', '/api/me/password', { body }),
    done: onDone,
  });
  return (
    <div class="card public-card">
      <Page title="Choose a passphrase" lead={`Hello ${name}. From now on you sign in with your e-mail address and this passphrase.`}>
        <form class="form" onSubmit={form.submit} noValidate>
          <ErrorSummary form={form} />
          <TextField
            form={form}
            name="password"
            label="New passphrase"
            hint="At least 12 characters; a few words in a row are easy to remember. You can paste from a password manager."
            type="password"
            autoComplete="new-password"
          />
          <Button kind="primary" type="submit" busy={form.busy}>
            Save and go on
          </Button>
        </form>
      </Page>
    </div>
  );
}
