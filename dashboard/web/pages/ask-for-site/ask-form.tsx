import { useState } from 'preact/hooks';
import { askSchema, dryRunRequestSchema, requestViewSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { TextArea, TextField } from '../../forms/fields.tsx';
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
import type { RequestView } from '../requests/requests-table.tsx';

interface AskTyped extends LessonTyped {
  readonly url: string;
  readonly scope: string;
  readonly reason: string;
}

const completeSchema = askSchema.extend({ lesson: chosenLessonSchema });

function wish(typed: AskTyped) {
  return {
    url: fullAddress(typed.url),
    wholeSite: typed.scope === 'site',
    lesson: { group: typed.group, date: typed.date, period: typed.period },
  };
}

/** People leave `https://` out. */
function fullAddress(typed: string): string {
  const text = typed.trim();
  return text === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

export function AskForm({ timetable, onAsked }: { timetable: Timetable; onAsked: (view: RequestView) => void }) {
  const [initial] = useState<AskTyped>(() => ({ url: '', scope: 'page', reason: '', ...lessonStart(timetable) }));
  const form = useForm({
    initial,
    schema: completeSchema,
    body: (typed) => ({ ...wish(typed), reason: typed.reason.trim() }),
    words: { url: 'Write the address of the site, for instance https://example.org/page.', ...lessonWordsFor },
    send: (body) => call('POST', '/api/requests', requestViewSchema, { body }),
    done: onAsked,
  });
  const question = wish(form.values);
  const askable = form.values.url.includes('.') && lessonComplete(form.values) && dryRunRequestSchema.safeParse(question).success;
  const dryRun = useDryRun('/api/requests/dry-run', askable ? JSON.stringify(question) : null);

  return (
    <div class="pair uneven">
      <section class="section card" aria-labelledby="ask-form-title">
        <h2 id="ask-form-title">The site and the lesson</h2>
        <form class="form" onSubmit={form.submit} noValidate>
          <ErrorSummary form={form} />
          <TextField form={form} name="url" label="Address" hint="Copy it from the address bar." inputMode="url" spellcheck={false} />
          <ScopeField form={form} />
          <LessonFields form={form} timetable={timetable} />
          <TextArea form={form} name="reason" label="Why" hint="What will the class do there?" />
          <div class="actions">
            <Button kind="primary" type="submit" busy={form.busy}>
              Send the request
            </Button>
          </div>
        </form>
      </section>
      <section class="section card sticky" aria-labelledby="ask-dry-run-title">
        <h2 id="ask-dry-run-title">What this would open</h2>
        <LiveDryRun
          state={dryRun}
          idle="Write an address and choose class, date and period. The filter itself then says here, as a pupil of that class, what the permission would change. Nothing is changed by looking."
        />
      </section>
    </div>
  );
}
