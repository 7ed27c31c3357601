// A plan: its lessons and whether each is ready, its sites and what became of each; what its teacher and those who answer can do with it.
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { planViewSchema } from '#policies/contracts/plan-api.ts';
import { act, call } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { counted } from '../../words/count-words.ts';
import type { Doing } from './doing.ts';
import { AnswerForm } from './answer-form.tsx';
import { LessonsReady } from './lessons-ready.tsx';
import { LinkCard } from './link-card.tsx';
import { PlanActions } from './plan-actions.tsx';
import { draftOf } from './plan-draft.ts';
import { PlanForm, type PlanView } from './plan-form.tsx';

/** While pages are fetched or looked at, the plan is read again so often (milliseconds). */
const lively = 1_500;
const calm = 20_000;

export function PlanPage({ id }: { id: string }) {
  const path = `/api/plans/${encodeURIComponent(id)}`;
  const view = useResource(path, planViewSchema);
  const busy = view.state === 'ready' && (view.value.busy || view.value.ready.some(({ state }) => state === 'running'));
  const there = view.state === 'ready';
  useEffect(() => {
    if (!there) return undefined;
    const timer = setInterval(() => document.visibilityState === 'visible' && view.reload(), busy ? lively : calm);
    return () => clearInterval(timer);
  }, [there, busy, view.reload]);
  return (
    <Page
      title={view.state === 'ready' ? view.value.plan.title : 'Plan'}
      lead={view.state === 'ready' && !view.value.own ? `A plan of ${view.value.ownerName}.` : undefined}
      back={{ href: '/plans', label: 'Lesson plans' }}
    >
      <Loaded from={view} lines={12}>
        {(value) => <Plan key={value.plan.id} view={value} path={path} reload={view.reload} />}
      </Loaded>
    </Page>
  );
}

function Plan({ view, path, reload }: { view: PlanView; path: string; reload: () => void }) {
  const { me } = useSignedIn();
  const [, go] = useLocation();
  const [editing, setEditing] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { plan, own, trials, looks, ready, people } = view;
  const doing: Doing = async (what, body, words) => {
    setProblem(null);
    setSaid(null);
    const answer = await call('POST', `${path}/${what}`, planViewSchema, { body });
    if (answer.ok) setSaid(words);
    else setProblem(answer.problem);
    reload();
    return answer.ok;
  };
  const remove = async (): Promise<void> => {
    const answer = await act('DELETE', path);
    if (answer.ok) go('/plans');
    else setProblem(answer.problem);
  };
  if (editing)
    return (
      <PlanForm
        initial={draftOf(plan)}
        path={path}
        more={{ version: view.version }}
        onSaved={() => {
          setEditing(false);
          reload();
        }}
        onCancel={() => setEditing(false)}
      />
    );
  return (
    <div class="stack wide-gap">
      {said && (
        <Notice tone="good" live>
          <p>{said}</p>
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" title={problem.title} live>
          <p>{problem.detail}</p>
        </Notice>
      )}
      {own && <PlanActions view={view} doing={doing} onEdit={() => setEditing(true)} onRemove={() => void remove()} />}
      <Section title="Lessons" lead="Pages are fetched on the evening before and again shortly before the period.">
        <LessonsReady plan={plan} ready={ready} own={own} doing={doing} />
      </Section>
      <Section title={counted(plan.links.length, 'site')} plain>
        {plan.links.length === 0 ? (
          <p class="quiet-text">No site is in the plan yet.</p>
        ) : (
          <ol class="link-cards">
            {plan.links.map((link) => (
              <li key={link.id}>
                <LinkCard
                  plan={plan}
                  link={link}
                  own={own}
                  trial={trials.find((one) => one.link === link.id) ?? null}
                  look={looks[link.id] ?? null}
                  reports={ready.flatMap((report) =>
                    report.links.filter((one) => one.link === link.id).map((found) => ({ report, found })),
                  )}
                  people={people}
                  doing={doing}
                />
              </li>
            ))}
          </ol>
        )}
      </Section>
      {view.mayAnswer.length > 0 && <AnswerForm view={view} me={me.account} doing={doing} />}
    </div>
  );
}
