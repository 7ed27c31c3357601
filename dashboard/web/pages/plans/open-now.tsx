// The unplanned moment: a page for a class, now, until the period ends.
import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { timetableSchema } from '#policies/contracts/dashboard-api.ts';
import { openNowSchema, planViewSchema } from '#policies/contracts/plan-api.ts';
import { call } from '../../api/call.ts';
import { useResource } from '../../api/use-resource.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { SelectField, TextArea, TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import type { Timetable } from '../../lessons/lesson-fields.tsx';
import { ScopeField } from '../../lessons/scope-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Sheet } from '../../ui/sheet.tsx';

export function OpenNow({ onClose }: { onClose: () => void }) {
  const timetable = useResource('/api/timetable', timetableSchema);
  return (
    <Sheet title="Open a page for a class now" onClose={onClose}>
      <p>
        Within what your school lets teachers open by themselves. It closes by itself when the period ends, and it is on the record who
        opened what for whom.
      </p>
      <Loaded from={timetable} lines={4}>
        {(value) =>
          value.classes.length === 0 ? (
            <Empty title="No class is set for you yet">Ask your administrator to add your classes to your account.</Empty>
          ) : (
            <OpenNowForm timetable={value} />
          )
        }
      </Loaded>
    </Sheet>
  );
}

function OpenNowForm({ timetable }: { timetable: Timetable }) {
  const [, go] = useLocation();
  const [only, ...others] = timetable.classes;
  const [initial] = useState(() => ({ url: '', scope: 'page', group: only && others.length === 0 ? only.id : '', what: '' }));
  const form = useForm({
    initial,
    schema: openNowSchema,
    body: ({ url, scope, group, what }) => ({ url, wholeSite: scope === 'site', group, what }),
    words: { url: 'Write the address of the page.', group: 'Choose the class.', what: 'Say in a few words what the class does there.' },
    send: (body) => call('POST', '/api/plans/open-now', planViewSchema, { body }),
    done: ({ plan }) => go(`/plans/${plan.id}`),
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <TextField form={form} name="url" label="Address" hint="Copy it from the address bar." inputMode="url" spellcheck={false} />
      <ScopeField form={form} />
      <SelectField
        form={form}
        name="group"
        label="Class"
        none="Choose…"
        choices={timetable.classes.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea form={form} name="what" label="What the class does there" rows={2} />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Open it now
        </Button>
      </div>
    </form>
  );
}
