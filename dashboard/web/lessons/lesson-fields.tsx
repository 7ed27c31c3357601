import * as z from 'zod';
import type { timetableSchema } from '#policies/contracts/dashboard-api.ts';
import { lessonRefSchema } from '#policies/contracts/whitelist-request.ts';
import { SelectField, TextField } from '../forms/fields.tsx';
import type { Form } from '../forms/use-form.ts';

export type Timetable = z.infer<typeof timetableSchema>;

export interface LessonTyped {
  readonly group: string;
  readonly date: string;
  readonly period: string;
}

/** The contract's lesson, of which a form leaves nothing unchosen. */
export const chosenLessonSchema = lessonRefSchema.extend({ group: z.string().min(1).max(64), period: z.string().min(1).max(32) });

/** Class, date and period: the lesson that a site is asked for. */
export function LessonFields({ form, timetable }: { form: Form<LessonTyped>; timetable: Timetable }) {
  return (
    <div class="field-row">
      <SelectField
        form={form}
        name="group"
        label="Class"
        none="Choose…"
        choices={timetable.classes.map((one) => ({ value: one.id, label: one.name }))}
      />
      <TextField form={form} name="date" label="Date" type="date" min={timetable.today} />
      <SelectField
        form={form}
        name="period"
        label="Period"
        none="Choose…"
        choices={timetable.periods.map((one) => ({ value: one.id, label: `${one.name} (${one.from}–${one.to})` }))}
      />
    </div>
  );
}

/** With one class there is nothing to choose. */
export function lessonStart(timetable: Timetable): LessonTyped {
  const [only, ...others] = timetable.classes;
  return { group: only && others.length === 0 ? only.id : '', date: timetable.today, period: '' };
}

export const lessonWordsFor = { group: 'Choose the class.', date: 'Choose the date of the lesson.', period: 'Choose the period.' } as const;

export function lessonComplete(typed: LessonTyped): boolean {
  return typed.group !== '' && typed.date !== '' && typed.period !== '';
}
