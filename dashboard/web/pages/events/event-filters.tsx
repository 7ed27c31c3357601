import { eventKinds } from '#policies/contracts/access-event.ts';
import { categories } from '#policies/vocabulary/categories.ts';
import { useSignedIn } from '../../session/session.tsx';
import { kindLooks } from '../../words/event-words.tsx';
import { groupsOfKind } from '../../words/group-words.ts';
import { everyKind, type EventFilter } from './event-filter.ts';

interface EventFiltersProps {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

const byName = categories.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));

/** Every change asks again at once; the address of the page changes with it. */
export function EventFilters({ filter, onChange }: EventFiltersProps) {
  const { me, time } = useSignedIn();
  const phases = groupsOfKind(me.school.groups, 'phase');
  const set = (name: keyof EventFilter) => (value: string) => onChange({ ...filter, [name]: value });
  return (
    <form class="filters card" aria-label="Filter the events" onSubmit={(event) => event.preventDefault()}>
      <Pick
        label="What happened"
        value={filter.kind}
        all="All but ordinary"
        options={[...eventKinds.toReversed().map((kind) => [kind, kindLooks[kind].word] as const), [everyKind, 'Everything']]}
        onPick={set('kind')}
      />
      <Pick
        label="Category"
        value={filter.category}
        all="Every category"
        options={byName.map((category) => [category.id, category.name] as const)}
        onPick={set('category')}
      />
      <Pick
        label="Group"
        value={filter.phase}
        all="Everybody"
        options={phases.map((phase) => [phase.id, phase.name] as const)}
        onPick={set('phase')}
      />
      <Day label="From" value={filter.from} max={filter.to || time.today()} onPick={set('from')} />
      <Day label="To" value={filter.to} max={time.today()} onPick={set('to')} />
    </form>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly all: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onPick: (value: string) => void;
}

function Pick({ label, value, all, options, onPick }: PickProps) {
  return (
    <label class="filter">
      <span>{label}</span>
      <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">{all}</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day({ label, value, max, onPick }: { label: string; value: string; max: string; onPick: (value: string) => void }) {
  return (
    <label class="filter">
      <span>{label}</span>
      <input type="date" value={value} max={max} onChange={(event) => onPick(event.currentTarget.value)} />
    </label>
  );
}
