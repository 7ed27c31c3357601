import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { planViewSchema } from '#policies/contracts/plan-api.ts';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { counted } from '../../words/count-words.ts';
import type { PlanView } from './plan-form.tsx';
import type { Doing } from './doing.ts';

/** 52 weeks: the same weekday a year later. */
const nextYear = 364;

interface PlanActionsProps {
  readonly view: PlanView;
  readonly doing: Doing;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** What the owner of a plan can do with it; asking comes first, because it is what a draft is for. */
export function PlanActions({ view: { plan, trials }, doing, onEdit, onRemove }: PlanActionsProps) {
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const drafts = plan.links.filter(({ state }) => state === 'draft');
  const asked = plan.links.some(({ answers }) => answers.length > 0);
  const open = plan.links.some(({ state }) => state !== 'draft');
  const alone = drafts.filter(({ id }) => trials.find(({ link }) => link === id)?.answerer === 'teacher').length;
  const after = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const copy = async (): Promise<void> => {
    const answer = await call('POST', `/api/plans/${plan.id}/copy`, planViewSchema, { body: { days: nextYear } });
    if (answer.ok) go(`/plans/${answer.value.plan.id}`);
  };
  return (
    <div class="stack small-gap">
      {drafts.length > 0 && plan.lessons.length > 0 && (
        <Notice tone="note" title={`${counted(drafts.length, 'site is', 'sites are')} not asked for yet`}>
          <p>
            {alone === drafts.length
              ? 'You may open all of them yourself. They open when you ask.'
              : alone > 0
                ? `You may open ${alone} of them yourself; the others wait for an answer.`
                : 'Below you see what pupils would find. Ask once for all of them.'}
          </p>
          <div class="actions">
            <Button
              kind="primary"
              busy={busy}
              onPress={() => void after(() => doing('ask', {}, 'Asked. What you may open yourself is open; the rest is answered below.'))}
            >
              Ask for {counted(drafts.length, 'site')}
            </Button>
          </div>
        </Notice>
      )}
      {drafts.length > 0 && plan.lessons.length === 0 && (
        <Notice tone="care" title="Choose the lessons first">
          <p>Sites open in lessons. Change the plan and add one.</p>
        </Notice>
      )}
      <div class="actions">
        <Button busy={busy} onPress={onEdit}>
          {open ? 'Add sites' : 'Change the plan'}
        </Button>
        {plan.lessons.length > 0 && plan.links.length > 0 && (
          <Button busy={busy} onPress={() => void after(() => doing('look', {}, 'The pages are being looked at.'))}>
            Look at the pages again
          </Button>
        )}
        <Button busy={busy} onPress={() => void after(copy)}>
          Copy to next year
        </Button>
        {open && (
          <Button
            kind="danger"
            busy={busy}
            onPress={() => void after(() => doing('take-back', {}, 'Taken back: what was open is closed, and nobody is asked any more.'))}
          >
            Take it back
          </Button>
        )}
        {!asked && (
          <Button kind="danger" busy={busy} onPress={onRemove}>
            Delete the plan
          </Button>
        )}
      </div>
    </div>
  );
}
