import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { Button } from '../../../ui/button.tsx';
import { Written } from './choice.tsx';
import { withItem, type Drafting } from './drafting.ts';

type Calendar = NonNullable<PolicyDocument['calendar']>;

/** Terms, and days in them on which the school is closed. */
export function CalendarEditor({ policy, change }: Drafting) {
  const calendar = policy.calendar ?? { terms: [], closed: [] };
  return (
    <div class="stack wide-gap">
      <Spans title="Terms" add="Add a term" part="terms" calendar={calendar} change={change} />
      <Spans title="Closed days" add="Add closed days" part="closed" calendar={calendar} change={change} />
    </div>
  );
}

interface SpansProps extends Pick<Drafting, 'change'> {
  readonly title: string;
  readonly add: string;
  readonly part: keyof Calendar;
  readonly calendar: Calendar;
}

function Spans({ title, add, part, calendar, change }: SpansProps) {
  const spans = calendar[part];
  const put = (changed: Calendar['terms']) => change({ calendar: { ...calendar, [part]: changed } });
  return (
    <div class="stack">
      <h3>{title}</h3>
      {spans.map((span, place) => (
        <fieldset key={place} class="inset edit-row">
          <legend class="out-of-sight">
            {title}, {place + 1}
          </legend>
          <Written label="Name" value={span.name} onWrite={(name) => put(withItem(spans, place, { ...span, name }))} />
          <Written label="First day" type="date" value={span.from} onWrite={(from) => put(withItem(spans, place, { ...span, from }))} />
          <Written label="Last day" type="date" value={span.to} onWrite={(to) => put(withItem(spans, place, { ...span, to }))} />
          <Button kind="quiet" onPress={() => put(withItem(spans, place, null))}>
            Take out<span class="out-of-sight"> {span.name || `${title}, ${place + 1}`}</span>
          </Button>
        </fieldset>
      ))}
      <div>
        <Button onPress={() => put([...spans, { name: '', from: '', to: '' }])}>{add}</Button>
      </div>
    </div>
  );
}
