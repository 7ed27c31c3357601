import { useEffect, useState } from 'preact/hooks';
import { useSearchParams } from 'wouter-preact';
import { policyViewSchema } from '#policies/contracts/dashboard-api.ts';
import { policyChanges } from '#policies/workflows/policy-changes.ts';
import { withParts, type PolicyParts } from '#policies/workflows/policy-parts.ts';
import { useResource } from '../../../api/use-resource.ts';
import { Button } from '../../../ui/button.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, Section } from '../../../ui/page.tsx';
import { Switcher } from '../../../ui/switcher.tsx';
import type { PolicyView } from '../policy-page.tsx';
import { CalendarEditor } from './calendar-editor.tsx';
import { GridEditor } from './grid-editor.tsx';
import { ListEditor } from './list-editor.tsx';
import { ReviewSheet } from './review-sheet.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';
import { TimedEditor } from './timed-editor.tsx';

const editors = [
  {
    part: 'grid',
    label: 'Grid',
    lead: 'What each group may reach. A group without an entry of its own has that of the group above it.',
    Editor: GridEditor,
  },
  {
    part: 'times',
    label: 'At certain times',
    lead: 'What stands in place of the grid while a schedule holds; of several entries the strictest.',
    Editor: TimedEditor,
  },
  {
    part: 'schedules',
    label: 'Schedules',
    lead: 'Times that entries and rules depend on. Everything that a schedule says must hold.',
    Editor: ScheduleEditor,
  },
  {
    part: 'calendar',
    label: 'Terms and closed days',
    lead: 'They make a weekday a school day or not. Without terms every weekday is one.',
    Editor: CalendarEditor,
  },
  { part: 'lists', label: 'Own lists', lead: 'Addresses that the school’s rules name.', Editor: ListEditor },
] as const;

export function EditPolicyPage() {
  const policy = useResource('/api/policy', policyViewSchema);
  const [saved, setSaved] = useState<number | null>(null);
  return (
    <Page
      title="Change the policy"
      back={{ href: '/policy', label: 'Policy' }}
      lead="Nothing is in force until you have looked at all changes together and said why."
    >
      {saved !== null && (
        <Notice tone="good" title={`Version ${saved} is in force`} live>
          <p>Proxies and devices take it within seconds.</p>
        </Notice>
      )}
      <Loaded from={policy} lines={12}>
        {(view) => (
          <Editing
            key={view.version}
            view={view}
            onSaved={(version) => {
              setSaved(version);
              policy.reload();
            }}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Editing({ view, onSaved }: { view: PolicyView; onSaved: (version: number) => void }) {
  const [search] = useSearchParams();
  const [parts, setParts] = useState<PolicyParts>({});
  const [reviewing, setReviewing] = useState(false);
  const before = view.policy;
  const policy = withParts(before, parts);
  const changes = policyChanges(before, policy);
  const shown = editors.find(({ part }) => part === search.get('part')) ?? editors[0];
  const isChanged = changes.length > 0;

  useEffect(() => {
    if (!isChanged) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged]);

  return (
    <div class="stack wide-gap">
      <Switcher
        label="Parts of the policy"
        options={editors.map(({ part, label }) => ({ href: `/policy/edit?part=${part}`, label, current: part === shown.part }))}
      />
      <Section title={shown.label} lead={shown.lead}>
        <shown.Editor policy={policy} before={before} change={(changed) => setParts((all) => ({ ...all, ...changed }))} />
      </Section>
      <div class="save-bar">
        <p role="status">
          {isChanged ? `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}, not saved yet` : 'Nothing changed yet'}
        </p>
        {isChanged && (
          <div class="actions">
            <Button kind="primary" onPress={() => setReviewing(true)}>
              Look at the changes
            </Button>
            <Button kind="quiet" onPress={() => setParts({})}>
              Discard all
            </Button>
          </div>
        )}
      </div>
      {reviewing && (
        <ReviewSheet base={view.version} parts={parts} changes={changes} onClose={() => setReviewing(false)} onSaved={onSaved} />
      )}
    </div>
  );
}
