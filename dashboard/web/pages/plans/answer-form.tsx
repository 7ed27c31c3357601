// The answers of those who answer: each site by itself, all sent at once, each with a reason that the teacher reads.
import { useState } from 'preact/hooks';
import type { PlanLink } from '#policies/contracts/lesson-plan.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { answererWords } from '../../words/plan-words.tsx';
import type { PlanView } from './plan-form.tsx';
import type { Doing } from './doing.ts';

type Decision = 'approve' | 'refuse';
interface Typed {
  readonly decision: Decision | '';
  readonly reason: string;
}

const nothing: Typed = { decision: '', reason: '' };

export function AnswerForm({ view, me, doing }: { view: PlanView; me: string; doing: Doing }) {
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const answerable = view.plan.links.filter((link) => whyNot(view, link, me) === null);
  const others = view.plan.links.filter((link) => waits(link) && !answerable.includes(link));
  if (answerable.length === 0 && others.length === 0) return null;
  const change = (id: string, part: Partial<Typed>): void =>
    setTyped((before) => ({ ...before, [id]: { ...nothing, ...before[id], ...part } }));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answers = answerable
      .map((link) => ({ link: link.id, lookedAt: view.looks[link.id]?.at ?? null, ...(typed[link.id] ?? nothing) }))
      .filter(({ decision }) => decision !== '')
      .map((one) => ({ ...one, reason: one.reason.trim() || (one.decision === 'approve' ? 'Fits the unit.' : '') }));
    if (answers.length === 0) return setWrong('Choose an answer for at least one site.');
    if (answers.some(({ reason }) => reason.length < 3)) return setWrong('Give a reason for each refusal; the teacher reads it.');
    setWrong(null);
    setBusy(true);
    if (await doing('answer', { version: view.version, answers }, 'Answered. Proxies and browsers have the new rules within seconds.'))
      setTyped({});
    setBusy(false);
  };
  return (
    <Section title="Your answers" lead="What you leave open stays waiting.">
      <form class="form" onSubmit={(event) => void send(event)} noValidate>
        {wrong && (
          <p class="field-error" role="alert">
            {wrong}
          </p>
        )}
        {answerable.length > 1 && (
          <div class="actions">
            <Button onPress={() => answerable.forEach(({ id }) => change(id, { decision: 'approve' }))}>
              Approve all {answerable.length}
            </Button>
          </div>
        )}
        {answerable.map((link) => (
          <Answer key={link.id} link={link} typed={typed[link.id] ?? nothing} onChange={(part) => change(link.id, part)} />
        ))}
        {others.map((link) => (
          <p key={link.id} class="quiet-text">
            <span class="address small">{link.host}</span> {whyNot(view, link, me)}
          </p>
        ))}
        {answerable.length > 0 && (
          <div class="actions">
            <Button kind="primary" type="submit" busy={busy}>
              Send the answers
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}

const waits = ({ state }: PlanLink): boolean => state === 'waiting' || state === 'appealed';

/** Why a site is not the reader's to answer; `null`: it is. */
function whyNot({ trials, mayAnswer }: PlanView, link: PlanLink, me: string): string | null {
  if (!waits(link)) return 'It waits for nobody.';
  const answerer = trials.find((one) => one.link === link.id)?.answerer;
  if (answerer === undefined) return 'All lessons of the plan are over.';
  if (answerer === 'safeguarding-lead' && !mayAnswer.includes('safeguarding-lead')) return `${answererWords[answerer]}.`;
  const refusedBy = link.answers.findLast(({ did }) => did === 'refused')?.by;
  return link.state === 'appealed' && refusedBy === me ? 'You refused it; somebody else looks at it again.' : null;
}

function Answer({ link, typed, onChange }: { link: PlanLink; typed: Typed; onChange: (part: Partial<Typed>) => void }) {
  const radio = (decision: Decision, label: string) => (
    <label class="choice">
      <input type="radio" name={`answer-${link.id}`} checked={typed.decision === decision} onChange={() => onChange({ decision })} />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset class="field answer">
      <legend class="address">{link.url.replace(/^https:\/\//, '')}</legend>
      <div class="choices compact">
        {radio('approve', 'Approve')}
        {radio('refuse', 'Refuse')}
      </div>
      {typed.decision !== '' && (
        <div class="field">
          <label for={`reason-${link.id}`}>{typed.decision === 'refuse' ? 'Reason' : 'Reason (may be left empty)'}</label>
          <input
            id={`reason-${link.id}`}
            type="text"
            maxLength={1000}
            value={typed.reason}
            onInput={(event) => onChange({ reason: event.currentTarget.value })}
          />
        </div>
      )}
    </fieldset>
  );
}
