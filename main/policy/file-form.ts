// A policy as it stands in a file: moments in the school's time, and whatever goes without saying left out.
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Origin, Rule } from '#policies/model/rule.ts';
import { problemAt, type PolicyProblem } from '#policies/bundle/policy-problem.ts';
import { readMoment, writeMoment } from './moment-text.ts';

type Entries = Readonly<Record<string, unknown>>;

/** What a rule has where its file does not say. */
const usualOrigin = (id: unknown): Origin => ({ kind: 'policy', name: String(id) });
const usualRule = { from: null, until: null, reason: null };
const usualPolicy = { periods: [], rules: [], passThrough: [] };

/** The policy for a file; `fromFileForm` gives the same policy again. */
export function toFileForm(policy: PolicyDocument): Entries {
  return { ...policy, rules: policy.rules.map((rule) => ruleToFile(rule, policy.timeZone)) };
}

function ruleToFile(rule: Rule, timeZone: string): Entries {
  const { from, until, windows, reason, origin, match, ...rest } = rule;
  return {
    ...rest,
    match: match.kind === 'host' && match.path === null ? without(match, 'path') : match,
    ...(from === null ? {} : { from: writeMoment(from, timeZone) }),
    ...(until === null ? {} : { until: writeMoment(until, timeZone) }),
    ...(windows === undefined
      ? {}
      : { windows: windows.map((one) => ({ from: writeMoment(one.from, timeZone), until: writeMoment(one.until, timeZone) })) }),
    ...(reason === null ? {} : { reason }),
    ...(origin.kind === 'policy' && origin.name === rule.id ? {} : { origin }),
  };
}

/** What a file says, as a policy document that is still to be checked, and the moments that could not be read. */
export function fromFileForm(file: Entries): { readonly document: unknown; readonly problems: PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const document = { ...usualPolicy, ...file };
  if (!Array.isArray(document.rules)) return { document, problems };
  const timeZone = typeof file['timeZone'] === 'string' ? file['timeZone'] : 'UTC';
  const rules = document.rules.map((rule: unknown, place) => {
    if (!isEntries(rule)) return rule;
    const { match, windows } = rule;
    const read = (entries: Entries, path: readonly (string | number)[]): Record<string, unknown> => {
      const moments: Record<string, unknown> = {};
      for (const key of ['from', 'until']) {
        const said = entries[key];
        if (typeof said !== 'string') continue;
        const at = readMoment(said, timeZone);
        // Zero keeps the shape whole, so that every other mistake is named too.
        moments[key] = at ?? 0;
        if (at !== null) continue;
        const problem = `Rule “${String(rule['id'])}”: “${said}” is no moment such as 2026-11-05 12:05 in the school’s time.`;
        problems.push(problemAt(['rules', place, ...path, key], problem));
      }
      return moments;
    };
    return {
      ...usualRule,
      origin: usualOrigin(rule['id']),
      ...rule,
      ...read(rule, []),
      ...(Array.isArray(windows)
        ? { windows: windows.map((one: unknown, at) => (isEntries(one) ? { ...one, ...read(one, ['windows', at]) } : one)) }
        : {}),
      ...(isEntries(match) && match['kind'] === 'host' ? { match: { path: null, ...match } } : {}),
    };
  });
  return { document: { ...document, rules }, problems };
}

export function isEntries(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _gone, ...rest } = from;
  return rest;
}
