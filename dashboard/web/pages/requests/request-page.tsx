import { useState } from 'preact/hooks';
import type * as z from 'zod';
import { requestDetailSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { DryRunView } from '../../lessons/dry-run-view.tsx';
import { ReadinessView } from '../../lessons/readiness-view.tsx';
import { useSignedIn } from '../../session/session.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { lessonWords } from '../../words/lesson-words.ts';
import { RequestStateBadge, scopeWords } from '../../words/request-words.tsx';
import { DecisionForm } from './decision-form.tsx';
import { DecisionTaken } from './decision-taken.tsx';

export type RequestDetail = z.infer<typeof requestDetailSchema>;

export function RequestPage({ id }: { id: string }) {
  const { may } = useSignedIn();
  const detail = useResource(`/api/requests/${encodeURIComponent(id)}`, requestDetailSchema);
  const back = may('see-requests') ? { href: '/requests', label: 'Requests' } : { href: '/ask-for-site', label: 'Your requests' };
  return (
    <Page title={detail.state === 'ready' ? detail.value.request.host : 'Request'} back={back}>
      <Loaded from={detail} lines={10}>
        {(value) => <Request detail={value} onDecided={detail.reload} />}
      </Loaded>
    </Page>
  );
}

function Request({ detail, onDecided }: { detail: RequestDetail; onDecided: () => void }) {
  const { me, may, time } = useSignedIn();
  const { request, readiness } = detail;
  const [said, setSaid] = useState<string | null>(null);
  return (
    <div class="stack wide-gap">
      {said && (
        <Notice tone="good" live>
          <p>{said}</p>
        </Notice>
      )}
      <div class="pair">
        <Section title="What is asked" aside={<RequestStateBadge state={request.state} />}>
          <Facts
            of={[
              ['Address', <span class="address">{request.url}</span>],
              ['To be opened', scopeWords(request)],
              ['For', request.lesson ? lessonWords(request.lesson, me.school) : 'No lesson named: a pupil asked'],
              ['Asked by', detail.askedByName],
              ['When', `${time.moment(request.at)} (${time.relative(request.at)})`],
              ['Why', <q>{request.reason}</q>],
            ]}
          />
        </Section>
        {detail.dryRun && request.state !== 'approved' && (
          <Section
            title="What this would open"
            lead={
              request.lesson
                ? 'Judged by the filter itself, as a pupil of the class in that lesson.'
                : 'Judged by the filter itself, for the class of the pupil who asked, for a week. You set the bounds below.'
            }
          >
            <DryRunView dryRun={detail.dryRun} />
          </Section>
        )}
        {request.decision && (
          <Section title="Decision">
            <DecisionTaken decision={request.decision} approved={request.state === 'approved'} by={detail.decidedByName} />
          </Section>
        )}
        {readiness && (
          <Section title="Ready for the lesson?" lead="Approved pages are fetched beforehand.">
            <ReadinessView readiness={readiness} />
          </Section>
        )}
      </div>
      {request.state === 'refused-mandatory' && detail.dryRun === null && (
        <Notice tone="bad" title="Nobody in school can open this">
          <p>The site is on a mandatory list. The request was refused at once, and there is nothing to decide.</p>
        </Notice>
      )}
      {request.state === 'waiting' && may('decide-requests') && (
        <Section title="Decide">
          <DecisionForm
            request={request}
            onDecided={(approved) => {
              setSaid(
                approved ? 'Approved. Proxies and browsers have the new rule within seconds.' : 'Refused. The asker sees your reason.',
              );
              onDecided();
            }}
          />
        </Section>
      )}
    </div>
  );
}
