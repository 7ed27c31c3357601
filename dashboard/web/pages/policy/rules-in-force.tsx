import type { Group } from '#policies/model/group.ts';
import type { Rule } from '#policies/model/rule.ts';
import { useSignedIn } from '../../session/session.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/loaded.tsx';
import { categoryName } from '../../words/category-words.ts';
import { counted } from '../../words/count-words.ts';
import { layerName } from '../../words/event-because.ts';
import { EffectBadge } from '../../words/event-words.tsx';
import { groupName } from '../../words/group-words.ts';
import { ruleSpan } from './rule-span.ts';

/** Lapsed rules are left out; what lapses first comes first. */
export function RulesInForce({ rules, groups }: { rules: readonly Rule[]; groups: readonly Group[] }) {
  const { time } = useSignedIn();
  const now = time.now();
  const current = rules
    .filter((rule) => rule.until === null || rule.until > now)
    .toSorted((a, b) => (a.until ?? Number.POSITIVE_INFINITY) - (b.until ?? Number.POSITIVE_INFINITY));
  if (current.length === 0)
    return <Empty title="No exception is in force">Approved requests and rules of the school will stand here until they lapse.</Empty>;
  const columns: Column<Rule>[] = [
    { head: 'What', names: true, cell: (rule) => <What rule={rule} /> },
    { head: 'Effect', cell: (rule) => <EffectBadge effect={rule.effect} /> },
    { head: 'For', cell: (rule) => groupName(groups, rule.audience) },
    { head: 'When', cell: (rule) => <When rule={rule} /> },
    {
      head: 'Why',
      cell: (rule) => (
        <>
          {rule.reason ?? 'No reason given'} <span class="quiet-text">({layerName(rule.layer).toLowerCase()})</span>
        </>
      ),
    },
  ];
  return (
    <DataTable caption="Rules in force, those that lapse first at the top" columns={columns} rows={current} keyOf={(rule) => rule.id} />
  );
}

function What({ rule: { match, embedded } }: { rule: Rule }) {
  if (match.kind === 'any') return <>Every site</>;
  if (match.kind === 'category') return <>{categoryName(match.category)}</>;
  if (match.kind !== 'host') return <Other match={match} />;
  return (
    <span class="site">
      {match.host}
      <span class="site-path">{embedded ? withinPages(embedded) : (match.path ?? 'the whole site')}</span>
    </span>
  );
}

/** Nobody can go to it: it is what pages are made of. */
function withinPages([first, ...others]: readonly string[]): string {
  return `only within pages of ${first}${others.length > 0 ? ` and ${counted(others.length, 'host')} that they show` : ''}`;
}

function Other({ match }: { match: Extract<Rule['match'], { kind: 'list' | 'range' | 'expression' | 'video' | 'channel' }> }) {
  const [what, text] =
    match.kind === 'list'
      ? ['everything on this list', match.list]
      : match.kind === 'range'
        ? ['a block of addresses', match.range]
        : match.kind === 'video'
          ? ['one video', match.video]
          : match.kind === 'channel'
            ? ['a channel and its videos', match.channel]
            : ['addresses in which this is found', match.expression];
  return (
    <span class="site">
      {text}
      <span class="site-path">{what}</span>
    </span>
  );
}

function When({ rule }: { rule: Rule }) {
  const { time } = useSignedIn();
  const { begins, lapses } = ruleSpan(rule, time);
  return (
    <span class="two-lines">
      {begins}
      <span class="quiet-text">{lapses}</span>
    </span>
  );
}
