// Whether the school's time can be told: a zone that exists, periods that end after they begin, terms that do not overlap.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { dayNumber } from '../schedule/calendar-date.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

type Spans = NonNullable<PolicyDocument['calendar']>['terms'];

export function timetableProblems({
  timeZone,
  periods,
  calendar,
}: Pick<PolicyDocument, 'timeZone' | 'periods' | 'calendar'>): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (zoneClock(timeZone) === null)
    problems.push(problemAt(['timeZone'], `Time zone: “${timeZone}” is not a zone of the IANA database, such as Europe/London.`));
  const seen = new Set<string>();
  for (const [place, { id, name, from, to }] of periods.entries()) {
    if (seen.has(id)) problems.push(problemAt(['periods', place, 'id'], `Period “${id}” is there twice.`));
    seen.add(id);
    if (to <= from) problems.push(problemAt(['periods', place, 'to'], `Period “${name}” ends (${to}) before it begins (${from}).`));
  }
  if (calendar === undefined) return problems;
  return [
    ...problems,
    ...spanProblems('terms', 'Term', calendar.terms),
    ...overlaps(calendar.terms),
    ...spanProblems('closed', 'Closed', calendar.closed),
  ];
}

function spanProblems(part: 'terms' | 'closed', what: string, spans: Spans): PolicyProblem[] {
  return spans.flatMap(({ name, from, to }, place) => {
    const problems: PolicyProblem[] = [];
    for (const [key, date] of Object.entries({ from, to })) {
      if (dayNumber(date) === null)
        problems.push(problemAt(['calendar', part, place, key], `${what} “${name}”: the calendar has no ${date}.`));
    }
    if (problems.length === 0 && to < from)
      problems.push(problemAt(['calendar', part, place, 'to'], `${what} “${name}” ends (${to}) before it begins (${from}).`));
    return problems;
  });
}

function overlaps(terms: Spans): PolicyProblem[] {
  const inOrder = [...terms.entries()].sort(([, a], [, b]) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return inOrder.flatMap(([place, term], index) => {
    const before = inOrder[index - 1]?.[1];
    return before !== undefined && term.from <= before.to
      ? [
          problemAt(
            ['calendar', 'terms', place, 'from'],
            `Term “${term.name}” begins (${term.from}) before “${before.name}” ends (${before.to}).`,
          ),
        ]
      : [];
  });
}
