// Writing a plan: the unit, its lessons, its sites. Nothing is asked for by saving.
import { useId, useRef, useState } from 'preact/hooks';
import type * as z from 'zod';
import { timetableSchema } from '#policies/contracts/dashboard-api.ts';
import { planViewSchema } from '#policies/contracts/plan-api.ts';
import { call } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import type { Timetable } from '../../lessons/lesson-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { LessonPicker } from './lesson-picker.tsx';
import { LinkRows } from './link-rows.tsx';
import { withLessons, type PlanDraft } from './plan-draft.ts';

export type PlanView = z.infer<typeof planViewSchema>;

interface PlanFormProps {
  readonly initial: PlanDraft;
  /** Where it is sent, with what goes beside the plan. */
  readonly path: string;
  readonly more: Readonly<Record<string, unknown>>;
  readonly onSaved: (view: PlanView) => void;
  readonly onCancel: () => void;
}

export function PlanForm(props: PlanFormProps) {
  const timetable = useResource('/api/timetable', timetableSchema);
  return (
    <Loaded from={timetable} lines={8}>
      {(value) => <Form {...props} timetable={value} />}
    </Loaded>
  );
}

function Form({ initial, path, more, onSaved, onCancel, timetable }: PlanFormProps & { timetable: Timetable }) {
  const id = useId();
  const [draft, setDraft] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const change = (part: Partial<PlanDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const links = draft.links
      .filter(({ url }) => url.trim() !== '')
      .map(({ asked, url, ...link }) => ({ ...link, url: asked ? url : url.trim() }));
    const answer = await call('POST', path, planViewSchema, { body: { ...more, title: draft.title, lessons: draft.lessons, links } });
    setBusy(false);
    if (answer.ok) onSaved(answer.value);
    else {
      setProblem(answer.problem);
      requestAnimationFrame(() => box.current?.focus());
    }
  };
  return (
    <form class="stack wide-gap" onSubmit={(event) => void save(event)} noValidate>
      {problem && (
        <div ref={box} class="error-summary" role="alert" tabIndex={-1}>
          <p class="notice-title">{problem.title}</p>
          <p>{problem.detail}</p>
        </div>
      )}
      <Section title="The unit">
        <div class="field">
          <label for={`${id}-title`}>What the lessons are about</label>
          <input
            id={`${id}-title`}
            type="text"
            maxLength={200}
            value={draft.title}
            onInput={(event) => change({ title: event.currentTarget.value })}
          />
        </div>
      </Section>
      <Section title="Lessons" lead="The sites open in these lessons and at no other time.">
        <LessonPicker
          timetable={timetable}
          lessons={draft.lessons}
          locked={draft.links.some(({ asked }) => asked)}
          onChange={(lessons) => change({ lessons })}
        />
      </Section>
      <Section title="Sites" lead="With the reason: whoever answers reads it.">
        <LinkRows
          links={draft.links}
          onChange={(links) => change({ links })}
          onLessons={(lessons) => setDraft((before) => ({ ...before, lessons: withLessons(before.lessons, lessons) }))}
        />
      </Section>
      <div class="actions">
        <Button kind="primary" type="submit" busy={busy}>
          Save and see what pupils would find
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
