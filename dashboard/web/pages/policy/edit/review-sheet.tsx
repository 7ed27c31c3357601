// What would change, in words, with the reason for it; and only then is it saved.
import { policyEditedSchema, policyEditSchema } from '#policies/contracts/dashboard-api.ts';
import type { PolicyChange } from '#policies/workflows/policy-changes.ts';
import type { PolicyParts } from '#policies/workflows/policy-parts.ts';
import { call } from '../../../api/call.ts';
import { ErrorSummary } from '../../../forms/error-summary.tsx';
import { TextArea } from '../../../forms/fields.tsx';
import { useForm } from '../../../forms/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Sheet } from '../../../ui/sheet.tsx';

interface ReviewSheetProps {
  readonly base: number;
  readonly parts: PolicyParts;
  readonly changes: readonly PolicyChange[];
  readonly onClose: () => void;
  readonly onSaved: (version: number) => void;
}

const initial: { readonly why: string } = { why: '' };

export function ReviewSheet({ base, parts, changes, onClose, onSaved }: ReviewSheetProps) {
  const form = useForm({
    initial,
    schema: policyEditSchema,
    body: ({ why }) => ({ base, change: parts, why: why.trim() }),
    words: { why: 'Say why, in a few words: the audit trail keeps it.' },
    send: (body) => call('POST', '/api/policy', policyEditedSchema, { body }),
    done: ({ version }) => onSaved(version),
  });
  return (
    <Sheet title="What changes" onClose={onClose}>
      <form class="form" onSubmit={form.submit} noValidate>
        <ErrorSummary form={form} />
        <ul class="change-list">
          {changes.map(({ words }) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <TextArea
          form={form}
          name="why"
          label="Why"
          hint="Who decided it and for what reason. Everybody who sees the audit trail can read it."
        />
        <div class="actions">
          <Button kind="primary" type="submit" busy={form.busy}>
            Put in force
          </Button>
          <Button onPress={onClose}>Go on changing</Button>
        </div>
      </form>
    </Sheet>
  );
}
