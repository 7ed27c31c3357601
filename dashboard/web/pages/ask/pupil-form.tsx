import { askedSchema, askFromBlockSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';
import type { Asked, AskedPage } from './asked-page.ts';

const initial = { reason: '' };

/** A pupil asks for the page itself and names no class and no time; who decides adds both. */
export function PupilForm({ page, onAsked }: { page: AskedPage; onAsked: (asked: Asked) => void }) {
  const form = useForm({
    initial,
    schema: askFromBlockSchema,
    body: (typed) => ({ wholeSite: false, lesson: null, reason: typed.reason.trim() }),
    words: {},
    send: (body) => call('POST', `/api/ask/${encodeURIComponent(page.reference)}`, askedSchema, { body }),
    done: onAsked,
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextArea
        form={form}
        name="reason"
        label="Why do you need it?"
        hint="For instance the subject and the task. Your school can see who asked."
      />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Ask for this page
        </Button>
      </div>
    </form>
  );
}
