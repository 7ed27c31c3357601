// Where a teacher's day with us starts: ask for a site for a lesson, and see what became of what was asked before.
import { useState } from 'preact/hooks';
import { requestsSchema, timetableSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { RequestsTable, type RequestView } from '../requests/requests-table.tsx';
import { AskForm } from './ask-form.tsx';

export function AskForSitePage() {
  const { me, may } = useSignedIn();
  const timetable = useResource('/api/timetable', timetableSchema);
  const requests = useResource('/api/requests', requestsSchema);
  const [asked, setAsked] = useState<RequestView | null>(null);
  return (
    <Page
      title="Ask for a site"
      lead="Have a blocked site opened for one class and one lesson. You see first what it would open; the committee decides."
    >
      <div class="stack wide-gap">
        {asked && <Sent view={asked} />}
        <Loaded from={timetable}>
          {(value) =>
            value.classes.length === 0 ? (
              <Empty title="No class is set for you yet">
                Sites are opened for a class. Ask your administrator to add your classes to your account.
              </Empty>
            ) : (
              <AskForm
                key={asked?.request.id}
                timetable={value}
                onAsked={(view) => {
                  setAsked(view);
                  requests.reload();
                  window.scrollTo(0, 0);
                }}
              />
            )
          }
        </Loaded>
        <Section title="Your requests" lead="With what was decided, and whether the page is ready for the lesson.">
          <Loaded from={requests} lines={4}>
            {(value) => {
              // Those who may see everybody's requests are sent everybody's; all others only their own, those from block pages included.
              const own = may('see-requests')
                ? value.requests.filter(({ request }) => request.askedBy.kind === 'account' && request.askedBy.id === me.account)
                : value.requests;
              return own.length === 0 ? (
                <Empty title="You have not asked for a site yet">Your requests will stand here with their state.</Empty>
              ) : (
                <RequestsTable requests={own} caption="Your requests, newest first" own />
              );
            }}
          </Loaded>
        </Section>
      </div>
    </Page>
  );
}

function Sent({ view }: { view: RequestView }) {
  const { host, state } = view.request;
  if (state === 'refused-mandatory') {
    return (
      <Notice tone="bad" title={`${host} cannot be opened`} live>
        <p>It is on a list that nobody in school can override, so the request was refused at once.</p>
      </Notice>
    );
  }
  return (
    <Notice tone="good" title="Your request was sent" live>
      <p>The committee sees {host} in its queue now. You find the decision below.</p>
    </Notice>
  );
}
