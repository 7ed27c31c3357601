// Who has accepted one text, and whose parent has signed it.
import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { agreementPeopleSchema } from '#policies/contracts/agreement-api.ts';
import { act } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty, Loaded, ProblemNotice } from '../../ui/loaded.tsx';
import type { AgreementView } from './agreement-view.ts';

type Reader = z.infer<typeof agreementPeopleSchema>['people'][number];

export function AgreementPeople({ of: { id, parents, texts } }: { of: AgreementView }) {
  const { time } = useSignedIn();
  const address = `/api/agreements/${encodeURIComponent(id)}`;
  const people = useResource(`${address}/people`, agreementPeopleSchema);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function signed(person: string): Promise<void> {
    const answer = await act('POST', `${address}/parents`, { body: { person } });
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) people.reload();
  }
  const columns: Column<Reader>[] = [
    { head: 'Name', names: true, cell: (one) => one.name },
    { head: 'Accepted', cell: (one) => (one.acceptedAt === null ? 'Not yet' : time.moment(one.acceptedAt)) },
    ...(parents
      ? [
          {
            head: 'Parent or carer',
            cell: (one: Reader) =>
              one.parentAt === null ? (
                <Button onPress={() => void signed(one.id)}>
                  Has signed<span class="out-of-sight">: the parent of {one.name}</span>
                </Button>
              ) : (
                time.moment(one.parentAt)
              ),
          },
        ]
      : []),
  ];
  return (
    <div class="stack">
      {problem && <ProblemNotice problem={problem} />}
      <Loaded from={people}>
        {(value) =>
          value.people.length === 0 ? (
            <Empty title="Nobody">Nobody on the roster has this text.</Empty>
          ) : (
            <DataTable caption="People whose text this is" columns={columns} rows={value.people} keyOf={(one) => one.id} />
          )
        }
      </Loaded>
      {texts.map(({ language, title, text }) => (
        <section key={language} lang={language}>
          <h3>{title}</h3>
          {text.split(/\n\s*\n/).map((paragraph, place) => (
            <p key={place}>{paragraph}</p>
          ))}
        </section>
      ))}
    </div>
  );
}
