// Yes or no, with a reason; a yes always has bounds: how much, for whom, from when, until when.
import { useState } from 'preact/hooks';
import { decisionSchema, requestViewSchema } from '#policies/contracts/dashboard-api.ts';
import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { RadioField, TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { ScopeField } from '../../lessons/scope-field.tsx';
import { useSignedIn } from '../../session/session.tsx';
import { addDays, endOfDay } from '../../time/zone.ts';
import { Button } from '../../ui/button.tsx';
import { BoundsWithoutLesson } from './bounds-without-lesson.tsx';
import { OpensFirst } from './opens-first.tsx';

interface DecisionFormProps {
  readonly request: WhitelistRequest;
  readonly onDecided: (approved: boolean) => void;
}

export function DecisionForm({ request, onDecided }: DecisionFormProps) {
  const { time } = useSignedIn();
  const [initial] = useState(() => ({
    decision: '',
    scope: request.path === null ? 'site' : 'page',
    opens: request.lesson ? 'lesson' : 'now',
    audience: '',
    until: addDays(time.today(), 7),
    reason: '',
  }));
  const form = useForm({
    initial,
    schema: decisionSchema,
    body: (typed) => {
      const reason = typed.reason.trim();
      if (typed.decision !== 'approve') return { decision: typed.decision, reason };
      const bounds = request.lesson
        ? { audience: null, until: null }
        : { audience: typed.audience, until: endOfDay(typed.until, time.timeZone) };
      return { decision: 'approve', reason, wholeSite: typed.scope === 'site', opens: typed.opens, ...bounds };
    },
    words: { decision: 'Choose whether to approve or refuse.', reason: 'Give a reason; the asker reads it.' },
    send: (body) => call('POST', `/api/requests/${encodeURIComponent(request.id)}/decision`, requestViewSchema, { body }),
    done: (_, typed) => onDecided(typed.decision === 'approve'),
  });
  const approving = form.values.decision === 'approve';

  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <RadioField
        form={form}
        name="decision"
        label="Your decision"
        choices={[
          { value: 'approve', label: 'Approve, within bounds' },
          { value: 'refuse', label: 'Refuse' },
        ]}
      />
      {approving && (
        <div class="inset stack">
          <ScopeField form={form} />
          <OpensFirst request={request} wholeSite={form.values.scope === 'site'} />
          {request.lesson ? (
            <RadioField
              form={form}
              name="opens"
              label="When it opens"
              choices={[
                { value: 'lesson', label: 'When the lesson begins' },
                { value: 'now', label: 'Now', hint: 'So that it can be prepared. Either way it closes by itself when the lesson ends.' },
              ]}
            />
          ) : (
            <BoundsWithoutLesson form={form} />
          )}
        </div>
      )}
      <TextArea form={form} name="reason" label="Reason" hint="The asker reads it, and it stays in the audit trail." />
      <div class="actions">
        <Button kind={form.values.decision === 'refuse' ? 'danger' : 'primary'} type="submit" busy={form.busy}>
          {{ approve: 'Approve the request', refuse: 'Refuse the request' }[form.values.decision] ?? 'Decide'}
        </Button>
      </div>
    </form>
  );
}
