// When a schedule holds, in one line: “School days, Mon and Tue, 15:30 to 18:00, on site”.
import type { PolicyDocument, Schedule, Weekday } from '../contracts/policy-document.ts';

const dayNames: Readonly<Record<Weekday, string>> = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' };

export function scheduleWords(schedule: Schedule, periods: PolicyDocument['periods']): string {
  const { days, on, place } = schedule;
  const day =
    on === undefined
      ? days === undefined
        ? 'Every day'
        : null
      : on === 'school-days'
        ? 'School days'
        : 'Weekends, holidays and closed days';
  return [
    day,
    days === undefined ? null : joined(days.map((one) => dayNames[one])),
    timeWords(schedule, periods),
    place === undefined ? null : place === 'on-site' ? 'on site' : 'off site',
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function timeWords({ periods: ids, from, to }: Schedule, periods: PolicyDocument['periods']): string {
  if (ids !== undefined) return joined(ids.map((id) => periods.find((one) => one.id === id)?.name ?? id));
  if (from === undefined) return to === undefined ? 'all day' : `until ${to}`;
  if (to === undefined) return `from ${from}`;
  return `${from} to ${to}${to <= from ? ' the next day' : ''}`;
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
