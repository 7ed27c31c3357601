// Which messages were sent by e-mail, which wait, and which nobody has taken.
import { useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import { messagesSchema } from '#policies/contracts/dashboard-api.ts';
import { act } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';

type Message = z.infer<typeof messagesSchema>['messages'][number];

const states: Readonly<Record<Message['state'], readonly [word: string, tone: Tone, icon: IconName]>> = {
  waiting: ['Waits', 'calm', 'wait'],
  sent: ['Sent', 'good', 'allow'],
  failed: ['Not sent', 'bad', 'block'],
};
const again = 3_000;

export function Messages() {
  const messages = useResource('/api/messages', messagesSchema);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && messages.reload(), again);
    return () => clearInterval(timer);
  }, [messages.reload]);
  const send = async (id: string): Promise<void> => {
    const answer = await act('POST', `/api/messages/${encodeURIComponent(id)}/again`, { body: {} });
    setProblem(answer.ok ? null : answer.problem);
    messages.reload();
  };
  return (
    <>
      {problem && (
        <Notice tone="bad" title={problem.title} live>
          <p>{problem.detail}</p>
        </Notice>
      )}
      <Loaded from={messages}>
        {({ mailServer, messages: rows }) => (
          <div class="stack">
            {!mailServer && (
              <Notice tone="bad" title="No mail server is set">
                <p>Messages wait until “mail” stands in the settings file and Schoolgate was started again.</p>
              </Notice>
            )}
            {rows.length === 0 ? (
              <Empty title="No message yet">
                Alerts to the safeguarding lead and messages to teachers will stand here, without their text.
              </Empty>
            ) : (
              <div class="card">
                <MessagesTable rows={rows} onAgain={(id) => void send(id)} />
              </div>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

function MessagesTable({ rows, onAgain }: { rows: readonly Message[]; onAgain: (id: string) => void }) {
  const { may, time } = useSignedIn();
  const columns: Column<Message>[] = [
    {
      head: 'Message',
      names: true,
      cell: ({ subject, to }) => (
        <span class="two-lines">
          {subject}
          <span class="quiet-text">{to}</span>
        </span>
      ),
    },
    {
      head: 'State',
      cell: ({ state }) => {
        const [word, tone, icon] = states[state];
        return (
          <Badge tone={tone} icon={icon}>
            {word}
          </Badge>
        );
      },
    },
    {
      head: 'When',
      cell: ({ state, at, dueAt, acceptedAt, attempts }) => {
        if (acceptedAt !== null) return time.moment(acceptedAt);
        return state === 'waiting' && attempts > 0 ? `Next try ${time.moment(dueAt)}` : `Written ${time.moment(at)}`;
      },
    },
    { head: 'Tries', numeric: true, cell: ({ attempts }) => attempts },
    { head: 'What the mail server said', cell: ({ said }) => said ?? '–' },
    ...(may('manage-jobs')
      ? [
          {
            head: 'Do',
            cell: ({ id, state, subject, to }: Message) =>
              state === 'failed' ? (
                <Button kind="quiet" onPress={() => onAgain(id)}>
                  Send again
                  <span class="out-of-sight">
                    {' '}
                    {subject}, to {to}
                  </span>
                </Button>
              ) : (
                '–'
              ),
          },
        ]
      : []),
  ];
  return <DataTable caption="Messages, newest first" columns={columns} rows={rows} keyOf={({ id }) => id} />;
}
