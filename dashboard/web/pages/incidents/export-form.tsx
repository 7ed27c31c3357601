import { exportEvidenceSchema } from '#policies/contracts/evidence-pack.ts';
import { download } from '../../api/download.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';

const initial = { reason: '' };

export function ExportForm({ incident, onDone }: { incident: string; onDone: () => void }) {
  const form = useForm({
    initial,
    schema: exportEvidenceSchema,
    body: (typed) => ({ reason: typed.reason.trim() }),
    words: {},
    send: (body) => download(`/api/incidents/${encodeURIComponent(incident)}/evidence`, body, `evidence-${incident}.zip`),
    done: () => {
      form.reset();
      onDone();
    },
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextArea
        form={form}
        name="reason"
        label="Who asked for it, and why?"
        hint="Your reason is written to the audit trail and into the pack, with your own name."
        rows={2}
      />
      <div class="actions">
        <Button type="submit" busy={form.busy}>
          Export evidence
        </Button>
      </div>
    </form>
  );
}
