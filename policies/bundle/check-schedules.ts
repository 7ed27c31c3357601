// Whether schedules can hold at all, and whether what stands on them exists.
import type { PolicyDocument, Schedule } from '../contracts/policy-document.ts';
import { categoryProblem } from './check-grid.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

/** A judge looks at every schedule whenever one begins or ends. */
const mostSchedules = 4000;

export function scheduleProblems(policy: PolicyDocument): PolicyProblem[] {
  const schedules = policy.schedules ?? [];
  const periods = new Set(policy.periods.map((period) => period.id));
  const seen = new Set<string>();
  const problems: PolicyProblem[] = [];
  if (schedules.length > mostSchedules)
    problems.push(problemAt(['schedules'], `Schedules: there are ${schedules.length}, and at most ${mostSchedules} can be kept.`));
  for (const [place, schedule] of schedules.entries()) {
    const at = ['schedules', place];
    const say = (key: string, problem: string) => problems.push(problemAt([...at, key], `Schedule “${schedule.id}”: ${problem}`));
    if (seen.has(schedule.id)) say('id', 'there is another schedule of this id.');
    seen.add(schedule.id);
    for (const [index, period] of (schedule.periods ?? []).entries()) {
      if (!periods.has(period))
        problems.push(problemAt([...at, 'periods', index], `Schedule “${schedule.id}”: there is no period “${period}”.`));
    }
    const both = schedule.periods !== undefined && (schedule.from ?? schedule.to) !== undefined;
    if (both) say('periods', 'it has periods and a time of day; give one of the two.');
    const from = schedule.from ?? '00:00';
    if (from === schedule.to) say('to', `it ends (${schedule.to}) when it begins.`);
    if (schedule.on === 'school-days' && isWeekendOnly(schedule)) say('days', 'it never holds: a Saturday or Sunday is no school day.');
  }
  return [...problems, ...timedProblems(policy, seen)];
}

const isWeekendOnly = ({ days }: Schedule): boolean => days !== undefined && days.every((day) => day === 'sat' || day === 'sun');

function timedProblems(policy: PolicyDocument, schedules: ReadonlySet<string>): PolicyProblem[] {
  const groups = new Set(policy.groups.map((group) => group.id));
  const seen = new Set<string>();
  return (policy.timed ?? []).flatMap(({ schedule, group, category }, place) => {
    const problems: PolicyProblem[] = [];
    const say = (key: string, problem: string) =>
      problems.push(problemAt(['timed', place, key], `Timed entry ${place + 1} (${group}, ${category}): ${problem}`));
    if (!schedules.has(schedule)) say('schedule', `there is no schedule “${schedule}”.`);
    if (!groups.has(group)) say('group', `“${group}” is no group.`);
    const wrong = categoryProblem(category, 'cannot be set');
    if (wrong !== null) say('category', wrong);
    const name = JSON.stringify([schedule, group, category]);
    if (seen.has(name)) say('schedule', `there is another entry for the same group and category in “${schedule}”.`);
    seen.add(name);
    return problems;
  });
}
