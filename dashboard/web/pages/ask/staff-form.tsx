import { useState } from 'preact/hooks';
import { askedSchema, askFromBlockSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { LiveDryRun } from '../../lessons/dry-run-view.tsx';
import {
  chosenLessonSchema,
  LessonFields,
  lessonComplete,
  lessonStart,
  lessonWordsFor,
  type LessonTyped,
  type Timetable,
} from '../../lessons/lesson-fields.tsx';
import { ScopeField } from '../../lessons/scope-field.tsx';
import { useDryRun } from '../../lessons/use-dry-run.ts';
import { Button } from '../../ui/button.tsx';
import type { Asked, AskedPage } from './asked-page.ts';

interface StaffTyped extends LessonTyped {
  readonly scope: string;
  readonly reason: string;
}

const completeSchema = askFromBlockSchema.extend({ lesson: chosenLessonSchema });

function wish(typed: StaffTyped) {
  return { wholeSite: typed.scope === 'site', lesson: { group: typed.group, date: typed.date, period: typed.period } };
}

export function StaffForm({ page, timetable, onAsked }: { page: AskedPage; timetable: Timetable; onAsked: (asked: Asked) => void }) {
  const [initial] = useState<StaffTyped>(() => ({ scope: 'page', reason: '', ...lessonStart(timetable) }));
  const path = `/api/ask/${encodeURIComponent(page.reference)}`;
  const form = useForm({
    initial,
    schema: completeSchema,
    body: (typed) => ({ ...wish(typed), reason: typed.reason.trim() }),
    words: { ...lessonWordsFor, reason: 'Say in a few words what the class will do there.' },
    send: (body) => call('POST', path, askedSchema, { body }),
    done: onAsked,
  });
  const dryRun = useDryRun(`${path}/dry-run`, lessonComplete(form.values) ? JSON.stringify(wish(form.values)) : null);
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <LessonFields form={form} timetable={timetable} />
      <ScopeField form={form} />
      <section class="inset" aria-labelledby="staff-dry-run-title">
        <h2 id="staff-dry-run-title">What this would open</h2>
        <LiveDryRun
          state={dryRun}
          idle="Choose class, date and period; the filter then says here what the permission would change for that class."
        />
      </section>
      <TextArea form={form} name="reason" label="Why" hint="What will the class do there?" />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Send the request
        </Button>
      </div>
    </form>
  );
}
