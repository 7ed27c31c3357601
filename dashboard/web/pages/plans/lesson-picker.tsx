// The lessons of a plan: one, or the same weekday through some weeks.
import { useId, useState } from 'preact/hooks';
import type { LessonRef } from '#policies/contracts/whitelist-request.ts';
import type { Timetable } from '../../lessons/lesson-fields.tsx';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { lessonParts, lessonWords } from '../../words/lesson-words.ts';
import { sameLesson, weeklyLessons, withLessons } from './plan-draft.ts';

interface LessonPickerProps {
  readonly timetable: Timetable;
  readonly lessons: readonly LessonRef[];
  readonly locked: boolean;
  readonly onChange: (lessons: readonly LessonRef[]) => void;
}

export function LessonPicker({ timetable, lessons, locked, onChange }: LessonPickerProps) {
  const { me } = useSignedIn();
  return (
    <div class="stack">
      {lessons.length > 0 && (
        <ul class="chips" aria-label="Lessons of the plan">
          {lessons.map((lesson) => {
            const { group, day, period } = lessonParts(lesson, me.school);
            return (
              <li key={`${lesson.group} ${lesson.date} ${lesson.period}`} class="chip">
                <span>
                  {group}, {day} <span class="quiet-text">{period}</span>
                </span>
                {!locked && (
                  <button type="button" class="icon-button" onClick={() => onChange(lessons.filter((one) => !sameLesson(one, lesson)))}>
                    <Icon name="close" />
                    <span class="out-of-sight">Remove {lessonWords(lesson, me.school)}</span>
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {locked ? (
        <p class="quiet-text">The lessons were asked for as they are. Take the plan back to change them.</p>
      ) : (
        <AddLessons timetable={timetable} onAdd={(more) => onChange(withLessons(lessons, more))} />
      )}
    </div>
  );
}

function AddLessons({ timetable, onAdd }: { timetable: Timetable; onAdd: (lessons: LessonRef[]) => void }) {
  const id = useId();
  const [only, ...others] = timetable.classes;
  const [group, setGroup] = useState(only && others.length === 0 ? only.id : '');
  const [period, setPeriod] = useState('');
  const [first, setFirst] = useState(timetable.today);
  const [last, setLast] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const add = (): void => {
    if (group === '' || period === '' || first === '') {
      setWrong('Choose the class, the period and the first day.');
      return;
    }
    setWrong(null);
    onAdd(weeklyLessons(group, period, first, last === '' || last < first ? first : last));
  };
  return (
    <fieldset class="inset stack" aria-describedby={wrong ? `${id}-wrong` : undefined}>
      <legend>Add lessons</legend>
      {wrong && (
        <p class="field-error" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
      <div class="field-row">
        <div class="field">
          <label for={`${id}-group`}>Class</label>
          <select id={`${id}-group`} value={group} onChange={(event) => setGroup(event.currentTarget.value)}>
            <option value="">Choose…</option>
            {timetable.classes.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-period`}>Period</label>
          <select id={`${id}-period`} value={period} onChange={(event) => setPeriod(event.currentTarget.value)}>
            <option value="">Choose…</option>
            {timetable.periods.map((one) => (
              <option key={one.id} value={one.id}>
                {`${one.name} (${one.from}–${one.to})`}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-first`}>First day</label>
          <input
            id={`${id}-first`}
            type="date"
            min={timetable.today}
            value={first}
            onInput={(event) => setFirst(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-last`}>Every week until</label>
          <input
            id={`${id}-last`}
            type="date"
            min={first}
            value={last}
            aria-describedby={`${id}-last-hint`}
            onInput={(event) => setLast(event.currentTarget.value)}
          />
          <p class="hint" id={`${id}-last-hint`}>
            Leave it empty for one lesson.
          </p>
        </div>
      </div>
      <div class="actions">
        <Button onPress={add}>Add to the plan</Button>
      </div>
    </fieldset>
  );
}
