// Rules for acceptable use: which text is whose, and who has accepted it.
import { useState } from 'preact/hooks';
import { agreementsSchema } from '#policies/contracts/agreement-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { AgreementPeople } from './agreement-people.tsx';
import type { AgreementView } from './agreement-view.ts';
import { WriteAgreement } from './write-agreement.tsx';

export function AcceptableUsePage() {
  const agreements = useResource('/api/agreements', agreementsSchema);
  const [open, setOpen] = useState<AgreementView | 'new' | null>(null);
  const close = (): void => {
    setOpen(null);
    agreements.reload();
  };
  return (
    <Page
      title="Acceptable use"
      lead="What people read and accept when they first sign in. Each group can have its own text; the narrowest group’s counts, and the newest version."
      aside={
        <Button kind="primary" onPress={() => setOpen('new')}>
          Write a version
        </Button>
      }
    >
      <Loaded from={agreements}>
        {(value) => (
          <>
            {value.agreements.length === 0 ? (
              <Empty title="No text yet">Write the first one. People find it in a tab of its own when they next use their browser.</Empty>
            ) : (
              <div class="card">
                <AgreementsTable agreements={value.agreements} onOpen={setOpen} />
              </div>
            )}
            {open === 'new' && (
              <Sheet title="Write a version" onClose={close}>
                <WriteAgreement groups={value.groups} onWritten={close} />
              </Sheet>
            )}
          </>
        )}
      </Loaded>
      {open !== null && open !== 'new' && (
        <Sheet title={titleOf(open)} onClose={close}>
          <AgreementPeople of={open} />
        </Sheet>
      )}
    </Page>
  );
}

const titleOf = ({ texts }: AgreementView): string => texts[0]?.title ?? 'Without a title';

function AgreementsTable({ agreements, onOpen }: { agreements: readonly AgreementView[]; onOpen: (one: AgreementView) => void }) {
  const { time } = useSignedIn();
  const columns: Column<AgreementView>[] = [
    { head: 'Text', names: true, cell: (one) => titleOf(one) },
    { head: 'For', cell: (one) => one.audienceName },
    { head: 'Written', cell: (one) => `${time.moment(one.at)}, ${one.by}` },
    { head: 'In force', cell: (one) => (one.current ? 'Yes' : 'A newer one is') },
    { head: 'Accepted', cell: (one) => (one.current ? `${one.accepted} of ${one.people}` : String(one.accepted)) },
    {
      head: 'Who',
      cell: (one) => (
        <Button onPress={() => onOpen(one)}>
          See who
          <span class="out-of-sight">
            {' '}
            accepted {titleOf(one)}, {one.audienceName}
          </span>
        </Button>
      ),
    },
  ];
  return <DataTable caption="Texts of acceptable use, the newest first" columns={columns} rows={agreements} keyOf={(one) => one.id} />;
}
