import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { invitedSchema, inviteSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { CheckList, SelectField, TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import { groupsOfKind } from '../../words/group-words.ts';
import { roleChoices, roleName } from '../../words/role-words.ts';

type Invited = z.infer<typeof invitedSchema>;

interface InviteTyped {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly teaches: readonly string[];
}

const initial: InviteTyped = { name: '', email: '', role: '', teaches: [] };

export function Invite({ onInvited }: { onInvited: () => void }) {
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited) return <Link to={invited} onAnother={() => setInvited(null)} />;
  return (
    <InviteForm
      onDone={(result) => {
        setInvited(result);
        onInvited();
      }}
    />
  );
}

function InviteForm({ onDone }: { onDone: (invited: Invited) => void }) {
  const { me } = useSignedIn();
  const classes = groupsOfKind(me.school.groups, 'class');
  const form = useForm({
    initial,
    schema: inviteSchema,
    body: (typed) => ({
      name: typed.name.trim(),
      email: typed.email.trim(),
      role: typed.role,
      teaches: teaches(typed.role) ? typed.teaches : [],
    }),
    words: {
      name: 'Write the person’s name.',
      email: 'Write a whole e-mail address, for instance a.okafor@school.example.',
      role: 'Choose a role.',
    },
    send: (body) => call('POST', '/api/accounts', invitedSchema, { body }),
    done: onDone,
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextField form={form} name="name" label="Name" hint="As colleagues know the person, for instance Ms A. Okafor." />
      <TextField form={form} name="email" label="School e-mail address" type="email" spellcheck={false} />
      <SelectField form={form} name="role" label="Role" none="Choose…" choices={roleChoices} />
      {teaches(form.values.role) && classes.length > 0 && (
        <CheckList
          legend="Classes"
          hint="Whom the person may ask sites for."
          choices={classes.map((group) => ({ value: group.id, label: group.name }))}
          chosen={form.values.teaches}
          onChange={(chosen) => form.set('teaches', chosen)}
        />
      )}
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Make the invitation
        </Button>
      </div>
    </form>
  );
}

/** Roles that ask for sites for classes of their own. */
function teaches(role: string): boolean {
  return role === 'teacher' || role === 'safeguarding-lead';
}

function Link({ to: { account, link }, onAnother }: { to: Invited; onAnother: () => void }) {
  return (
    <div class="stack">
      <Notice tone="good" title={`${account.name} is invited as ${roleName(account.role).toLowerCase()}`} live>
        <p>Copy this link and give it to {account.name} yourself. It signs in once and is shown only now.</p>
      </Notice>
      <CopyText label="One-time link" text={link} />
      <div>
        <Button onPress={onAnother}>Invite somebody else</Button>
      </div>
    </div>
  );
}
