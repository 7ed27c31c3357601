import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { guestsSchema, type guestViewSchema } from '#policies/contracts/dashboard-api.ts';
import { act } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded, ProblemNotice } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { InviteGuest } from './invite-guest.tsx';

type GuestView = z.infer<typeof guestViewSchema>;

export function GuestsPage() {
  const guests = useResource('/api/guests', guestsSchema);
  const [inviting, setInviting] = useState(false);
  return (
    <Page
      title="Guests"
      lead="Visitors who go online with their own devices. Whoever makes a voucher vouches for the guest; the policy for guests applies."
      aside={
        <Button kind="primary" onPress={() => setInviting(true)}>
          Make a voucher
        </Button>
      }
    >
      <Loaded from={guests}>
        {(value) =>
          value.guests.length === 0 ? (
            <Empty title="No guest yet">Make a voucher and give its code to your visitor. They enter it on the visitors’ network.</Empty>
          ) : (
            <div class="card">
              <GuestsTable guests={value.guests} onEnded={guests.reload} />
            </div>
          )
        }
      </Loaded>
      {inviting && (
        <Sheet title="Make a voucher" onClose={() => setInviting(false)}>
          <InviteGuest onInvited={guests.reload} />
        </Sheet>
      )}
    </Page>
  );
}

function GuestsTable({ guests, onEnded }: { guests: readonly GuestView[]; onEnded: () => void }) {
  const { time } = useSignedIn();
  const columns: Column<GuestView>[] = [
    { head: 'Guest', names: true, cell: (guest) => guest.guest },
    { head: 'State', cell: (guest) => <GuestState state={guest.state} /> },
    { head: 'Here for', cell: (guest) => <span class="breakable">{guest.purpose}</span> },
    { head: 'Vouched for by', cell: (guest) => guest.sponsor },
    { head: 'Good until', cell: (guest) => <time dateTime={new Date(guest.expiresAt).toISOString()}>{time.moment(guest.expiresAt)}</time> },
    {
      head: 'End',
      cell: (guest) =>
        guest.state === 'waiting' || guest.state === 'online' ? (
          <EndVoucher guest={guest} onEnded={onEnded} />
        ) : (
          <span class="quiet-text">No need</span>
        ),
    },
  ];
  return <DataTable caption="Guests, the newest voucher first" columns={columns} rows={guests} keyOf={(guest) => guest.id} />;
}

function EndVoucher({ guest, onEnded }: { guest: GuestView; onEnded: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function end(): Promise<void> {
    setBusy(true);
    const answer = await act('POST', `/api/guests/${guest.id}/end`);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) onEnded();
  }
  return (
    <>
      <Button busy={busy} onPress={() => void end()}>
        End<span class="out-of-sight"> the voucher of {guest.guest}</span>
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}

const states = {
  waiting: { tone: 'note', icon: 'wait', words: 'Not used yet' },
  online: { tone: 'good', icon: 'allow', words: 'In use' },
  over: { tone: 'calm', icon: 'wait', words: 'Time is over' },
  ended: { tone: 'calm', icon: 'block', words: 'Ended' },
} as const;

function GuestState({ state }: { state: GuestView['state'] }) {
  const { tone, icon, words } = states[state];
  return (
    <Badge tone={tone} icon={icon}>
      {words}
    </Badge>
  );
}
