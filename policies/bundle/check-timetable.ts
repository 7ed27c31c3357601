// Whether lessons can be told in time: a zone that exists and periods that end after they begin.
import type { PolicyDocument } from '../contracts/policy-document.ts';

export function timetableProblems(policy: Pick<PolicyDocument, 'timeZone' | 'periods'>): string[] {
  const problems: string[] = [];
  if (!isTimeZone(policy.timeZone))
    problems.push(`Time zone: “${policy.timeZone}” is not a zone of the IANA database, such as Europe/London.`);
  const seen = new Set<string>();
  for (const { id, name, from, to } of policy.periods) {
    if (seen.has(id)) problems.push(`Period “${id}” is there twice.`);
    seen.add(id);
    if (to <= from) problems.push(`Period “${name}” ends (${to}) before it begins (${from}).`);
  }
  return problems;
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone }).format(0);
    return true;
  } catch {
    return false;
  }
}
