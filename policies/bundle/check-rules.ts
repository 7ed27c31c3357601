// Whether every rule of a school, and every list that rules name, can be read one way only.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { GroupTree, personPrefix } from '../engine/group-tree.ts';
import { schoolLayers } from '../engine/rule-index.ts';
import { readChannel } from '../engine/channel-address.ts';
import { readVideo } from '../engine/video-address.ts';
import { readRange } from '../lists/cidr.ts';
import { parseEntry } from '../lists/parse-list.ts';
import { readAddress } from '../lists/read-address.ts';
import { readExpression } from '../lists/read-expression.ts';
import type { Match, Rule } from '../model/rule.ts';
import { categoryProblem } from './check-grid.ts';
import { problemAt, type PolicyProblem } from './policy-problem.ts';

type Wrong = readonly [path: readonly string[], problem: string];

interface Known {
  readonly groups: GroupTree;
  readonly schedules: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
}

export function ruleProblems(policy: PolicyDocument): PolicyProblem[] {
  const known: Known = {
    groups: new GroupTree(policy.groups),
    schedules: new Set((policy.schedules ?? []).map((schedule) => schedule.id)),
    lists: new Set((policy.lists ?? []).map((list) => list.id)),
  };
  const seen = new Set<string>();
  const problems: PolicyProblem[] = [];
  for (const [place, rule] of policy.rules.entries()) {
    for (const [path, problem] of problemsOf(rule, known))
      problems.push(problemAt(['rules', place, ...path], `Rule “${rule.id}”: ${problem}`));
    if (seen.has(rule.id)) problems.push(problemAt(['rules', place, 'id'], `Rule “${rule.id}”: there is another rule of this id.`));
    seen.add(rule.id);
  }
  return [...problems, ...listProblems(policy.lists ?? [])];
}

function problemsOf(rule: Rule, known: Known): Wrong[] {
  const { layer, audience, from, until, schedule } = rule;
  const problems: Wrong[] = [];
  if (layer === 'mandatory') problems.push([['layer'], 'the layer mandatory is the same for every school; no rule can be added to it.']);
  else if (!schoolLayers.has(layer)) problems.push([['layer'], `a rule cannot be in the layer ${layer}, which is set by the grid.`]);
  if (audience === personPrefix) problems.push([['audience'], 'it names no person.']);
  else if (known.groups.narrownessOf(audience) === null) problems.push([['audience'], `“${audience}” is no group.`]);
  if (from !== null && until !== null && until <= from) problems.push([['until'], 'it ends before it begins.']);
  if (schedule !== undefined && !known.schedules.has(schedule)) problems.push([['schedule'], `there is no schedule “${schedule}”.`]);
  problems.push(...windowProblems(rule), ...embeddedProblems(rule));
  const match = matchProblem(rule.match, known);
  if (match !== null) problems.push([['match', ...match[0]], match[1]]);
  return problems;
}

function windowProblems({ from, until, windows = [] }: Rule): Wrong[] {
  return windows.flatMap((window, index): Wrong[] => {
    const at = ['windows', String(index)];
    if (window.until <= window.from) return [[at, 'the window ends before it begins.']];
    if (window.from < (windows[index - 1]?.until ?? -Infinity)) return [[at, 'the window begins before the one before it ends.']];
    const within = (from ?? -Infinity) <= window.from && window.until <= (until ?? Infinity);
    return within ? [] : [[at, 'the window reaches beyond the time in which the rule holds.']];
  });
}

function embeddedProblems({ match, effect, embedded = [] }: Rule): Wrong[] {
  if (embedded.length === 0) return [];
  if (match.kind !== 'host' || effect !== 'allow')
    return [[['embedded'], 'only a permission for a host can be for what other pages show of it.']];
  return embedded.flatMap((host, index): Wrong[] => {
    const entry = parseEntry(host);
    const plain = !('problem' in entry) && entry.host === host;
    return plain ? [] : [[['embedded', String(index)], `“${host}” is not a plain host name in lower case.`]];
  });
}

function matchProblem(match: Match, { lists }: Known): Wrong | null {
  switch (match.kind) {
    case 'any':
      return null;
    case 'category': {
      const wrong = categoryProblem(match.category, 'no rule changes it');
      return wrong === null ? null : [['category'], wrong];
    }
    case 'list':
      return lists.has(match.list) ? null : [['list'], `there is no list “${match.list}”.`];
    case 'range': {
      const read = readRange(match.range);
      if ('range' in read) return read.range === match.range ? null : [['range'], `“${match.range}” is spelt “${read.range}”.`];
      const why = read.problem === 'wideRange' ? 'spans far too many addresses' : 'is no block of IP addresses, such as 192.0.2.0/24';
      return [['range'], `“${match.range}” ${why}.`];
    }
    case 'expression': {
      const wrong = expressionProblem(match.expression);
      return wrong === null ? null : [['expression'], `“${match.expression}” cannot be used. ${wrong}`];
    }
    case 'video':
      return readVideo(match.video) === null
        ? [['video'], `“${match.video}” is no address of one video at YouTube or Vimeo, such as https://youtu.be/dQw4w9WgXcQ.`]
        : null;
    case 'channel':
      return readChannel(match.channel) === null
        ? [
            ['channel'],
            `“${match.channel}” is no address of a channel at YouTube (its @name or /channel/ with its id) or of a member at Vimeo.`,
          ]
        : null;
    case 'host': {
      const entry = parseEntry(match.host);
      return 'problem' in entry || entry.host !== match.host ? [['host'], `“${match.host}” is not a plain host name in lower case.`] : null;
    }
  }
}

/** Trying an expression out takes as long as a hundred rules of other kinds, and one edit of a policy changes few of them. */
const triedOut = new Map<string, string | null>();
const mostTriedOut = 10_000;

function expressionProblem(expression: string): string | null {
  const known = triedOut.get(expression);
  if (known !== undefined) return known;
  const read = readExpression(expression, 're2');
  const problem = 'problem' in read ? read.problem : null;
  if (triedOut.size >= mostTriedOut) triedOut.clear();
  triedOut.set(expression, problem);
  return problem;
}

function listProblems(lists: NonNullable<PolicyDocument['lists']>): PolicyProblem[] {
  const seen = new Set<string>();
  return lists.flatMap(({ id, entries }, place) => {
    const problems: PolicyProblem[] = [];
    if (seen.has(id)) problems.push(problemAt(['lists', place, 'id'], `List “${id}” is there twice.`));
    seen.add(id);
    for (const [index, entry] of entries.entries()) {
      // As the judge reads them: `*.` means names that strangers register below, too.
      const address = readAddress(entry.replace(/^\*\./, ''), 'strict');
      if ('problem' in address)
        problems.push(problemAt(['lists', place, 'entries', index], `List “${id}”, “${entry}”: ${address.problem}`));
    }
    return problems;
  });
}
