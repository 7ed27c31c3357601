import { meSchema, signInSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import type { Me } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';

/** An empty try would only count as a wrong one. */
const complete = signInSchema
  .refine(({ email }) => email !== '', { path: ['email'] })
  .refine(({ password }) => password !== '', { path: ['password'] });

const initial = { email: '', password: '' };

export function SignInForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const form = useForm({
    initial,
    schema: complete,
    body: (typed) => ({ email: typed.email.trim(), password: typed.password }),
    words: { email: 'Write your e-mail address.', password: 'Write your passphrase.' },
    send: (body) => call('POST', '/api/session', meSchema, { body }),
    done: onSignedIn,
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextField form={form} name="email" label="School e-mail address" type="email" autoComplete="username" spellcheck={false} />
      <TextField form={form} name="password" label="Passphrase" type="password" autoComplete="current-password" />
      <Button kind="primary" type="submit" busy={form.busy}>
        Sign in
      </Button>
    </form>
  );
}
