import { weekdays, type PolicyDocument, type Schedule } from '#policies/contracts/policy-document.ts';
import { places, type Place } from '#policies/model/access-request.ts';
import { scheduleWords } from '#policies/words/schedule-words.ts';
import { CheckList } from '../../../forms/fields.tsx';
import { Button } from '../../../ui/button.tsx';
import { Choice, Written } from './choice.tsx';
import { freeId, withItem, withParts, type Drafting } from './drafting.ts';

const dayChoices = weekdays.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

export function ScheduleEditor({ policy, before, change }: Drafting) {
  const { schedules = [], periods } = policy;
  const isNew = (id: string): boolean => !(before.schedules ?? []).some((schedule) => schedule.id === id);
  return (
    <div class="stack">
      {schedules.map((schedule, place) => (
        <details key={schedule.id} class="inset" open={isNew(schedule.id)}>
          <summary>
            <strong>{schedule.name || 'New schedule'}</strong> <span class="quiet-text">{scheduleWords(schedule, periods)}</span>
          </summary>
          <OneSchedule
            schedule={schedule}
            periods={periods}
            onChange={(parts) => change({ schedules: withItem(schedules, place, withParts(schedule, parts)) })}
          />
          <Button kind="quiet" onPress={() => change({ schedules: withItem(schedules, place, null) })}>
            Take out<span class="out-of-sight"> {schedule.name}</span>
          </Button>
        </details>
      ))}
      <div>
        <Button onPress={() => change({ schedules: [...schedules, { id: freeId('schedule', schedules), name: '', on: 'school-days' }] })}>
          Add a schedule
        </Button>
      </div>
    </div>
  );
}

interface OneScheduleProps {
  readonly schedule: Schedule;
  readonly periods: PolicyDocument['periods'];
  readonly onChange: (parts: { readonly [K in keyof Schedule]?: Schedule[K] | undefined }) => void;
}

function OneSchedule({ schedule, periods, onChange }: OneScheduleProps) {
  const { name, days = [], on, from, to, place } = schedule;
  const time = schedule.periods !== undefined ? 'periods' : (from ?? to) !== undefined ? 'clock' : 'all';
  const firstPeriod = periods[0]?.id;
  return (
    <div class="form edit-schedule">
      <Written label="Name" value={name} onWrite={(value) => onChange({ name: value })} />
      <Choice
        label="Days"
        value={on ?? ''}
        options={[
          { value: '', label: 'Any day' },
          { value: 'school-days', label: 'School days' },
          { value: 'other-days', label: 'Weekends, holidays and closed days' },
        ]}
        onPick={(value) => onChange({ on: value === 'school-days' || value === 'other-days' ? value : undefined })}
      />
      <CheckList
        legend="Only on"
        hint="None chosen means all of them."
        choices={dayChoices}
        chosen={days}
        onChange={(chosen) => onChange({ days: chosen.length === 0 ? undefined : weekdays.filter((day) => chosen.includes(day)) })}
      />
      <Choice
        label="Time"
        value={time}
        options={[
          { value: 'all', label: 'All day' },
          { value: 'clock', label: 'From and to' },
          ...(firstPeriod === undefined ? [] : [{ value: 'periods', label: 'Periods of the school day' }]),
        ]}
        onPick={(value) =>
          onChange(
            value === 'periods' && firstPeriod !== undefined
              ? { periods: [firstPeriod], from: undefined, to: undefined }
              : value === 'clock'
                ? { periods: undefined, from: '16:00', to: '18:00' }
                : { periods: undefined, from: undefined, to: undefined },
          )
        }
      />
      {time === 'clock' && (
        <div class="field-row">
          <Written label="From" type="time" value={from ?? ''} onWrite={(value) => onChange({ from: value || undefined })} />
          <Written label="To" type="time" value={to ?? ''} onWrite={(value) => onChange({ to: value || undefined })} />
        </div>
      )}
      {time === 'periods' && (
        <CheckList
          legend="Periods"
          choices={periods.map((period) => ({ value: period.id, label: period.name }))}
          chosen={schedule.periods ?? []}
          onChange={(chosen) => onChange({ periods: periods.map(({ id }) => id).filter((id) => chosen.includes(id)) })}
        />
      )}
      <Choice
        label="Place"
        value={place ?? ''}
        options={[
          { value: '', label: 'On site and off site' },
          ...places.map((value) => ({ value, label: value === 'on-site' ? 'On the school’s network' : 'Off site' })),
        ]}
        onPick={(value) => onChange({ place: value === '' ? undefined : (value as Place) })}
      />
    </div>
  );
}
