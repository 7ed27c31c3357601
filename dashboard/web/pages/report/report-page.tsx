// "This is a mistake": reached from a block page, without a sign-in.
import { useState } from 'preact/hooks';
import { askPageSchema, reportedSchema, reportSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { useResource } from '../../api/use-resource.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { PublicFrame } from '../../shell/public-frame.tsx';
import { Button } from '../../ui/button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { BlockedSite } from '../ask/blocked-site.tsx';

const initial = { text: '' };

export function ReportPage({ reference }: { reference: string }) {
  const page = useResource(`/api/ask/${encodeURIComponent(reference)}`, askPageSchema);
  const [message, setMessage] = useState<string | null>(null);
  return (
    <PublicFrame wide>
      <div class="card public-card">
        <Page
          title="This is a mistake"
          lead="Tell the people who look after the filter what is wrong with this block. Every report is read."
        >
          <Loaded from={page}>
            {(value) => (
              <div class="stack">
                <BlockedSite page={value} />
                {message === null ? (
                  <ReportForm reference={reference} onSent={setMessage} />
                ) : (
                  <Notice tone="good" title="Thank you" live>
                    <p>{message}</p>
                  </Notice>
                )}
              </div>
            )}
          </Loaded>
        </Page>
      </div>
    </PublicFrame>
  );
}

function ReportForm({ reference, onSent }: { reference: string; onSent: (message: string) => void }) {
  const form = useForm({
    initial,
    schema: reportSchema,
    body: (typed) => ({ text: typed.text.trim() }),
    words: { text: 'Say in a few words what is wrong.' },
    send: (body) => call('POST', `/api/report/${encodeURIComponent(reference)}`, reportedSchema, { body }),
    done: ({ message }) => onSent(message),
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextArea form={form} name="text" label="What is wrong?" hint="For instance: this is a news site, not a game." />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Send the report
        </Button>
      </div>
    </form>
  );
}
