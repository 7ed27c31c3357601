import { useState } from 'preact/hooks';
import { accountsSchema, type accountViewSchema } from '#policies/contracts/dashboard-api.ts';
import type * as z from 'zod';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { roleName } from '../../words/role-words.ts';
import { Invite } from './invite.tsx';
import { RosterImport } from './roster-import.tsx';

type AccountView = z.infer<typeof accountViewSchema>;

export function PeoplePage() {
  const { may } = useSignedIn();
  return (
    <Page title="People" lead="Who uses this dashboard, and the roster of pupils and staff that the filter knows.">
      <div class="stack wide-gap">
        {(may('see-accounts') || may('manage-accounts')) && <Accounts />}
        {may('manage-roster') && (
          <Section
            title="Roster"
            lead="Import pupils and staff from your management system. People who are there already are updated; nobody is removed."
          >
            <RosterImport />
          </Section>
        )}
      </div>
    </Page>
  );
}

function Accounts() {
  const { may } = useSignedIn();
  const accounts = useResource('/api/accounts', accountsSchema);
  const [inviting, setInviting] = useState(false);
  return (
    <Section
      title="Accounts"
      lead="People who sign in here."
      aside={
        may('manage-accounts') && (
          <Button kind="primary" onPress={() => setInviting(true)}>
            Invite somebody
          </Button>
        )
      }
    >
      <Loaded from={accounts}>
        {(value) =>
          value.accounts.length === 0 ? (
            <Empty title="Nobody yet">People whom you invite will stand here.</Empty>
          ) : (
            <AccountsTable accounts={value.accounts} />
          )
        }
      </Loaded>
      {inviting && (
        <Sheet title="Invite somebody" onClose={() => setInviting(false)}>
          <Invite onInvited={accounts.reload} />
        </Sheet>
      )}
    </Section>
  );
}

function AccountsTable({ accounts }: { accounts: readonly AccountView[] }) {
  const columns: Column<AccountView>[] = [
    { head: 'Name', names: true, cell: (account) => account.name },
    { head: 'E-mail', cell: (account) => <span class="breakable">{account.email}</span> },
    { head: 'Role', cell: (account) => roleName(account.role) },
    { head: 'State', cell: (account) => <AccountState account={account} /> },
  ];
  return (
    <DataTable
      caption="Accounts"
      columns={columns}
      rows={accounts.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))}
      keyOf={(account) => account.id}
    />
  );
}

function AccountState({ account }: { account: AccountView }) {
  if (account.disabled) {
    return (
      <Badge tone="calm" icon="block">
        Switched off
      </Badge>
    );
  }
  return account.signedUp ? (
    <Badge tone="good" icon="allow">
      Active
    </Badge>
  ) : (
    <Badge tone="note" icon="wait">
      Invited
    </Badge>
  );
}
