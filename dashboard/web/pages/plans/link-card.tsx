// One site of a plan: how a pupil would find it, what its page needs, what was said, and whether it is ready.
import { useState } from 'preact/hooks';
import type { LessonPlan, LessonReady, LinkReady, LinkTrial, PageLook, PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { ChangedPage } from '#policies/contracts/lesson-policy.ts';
import { DryRunView } from '../../lessons/dry-run-view.tsx';
import { useSignedIn } from '../../session/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EffectBadge } from '../../words/event-words.tsx';
import { lessonWords } from '../../words/lesson-words.ts';
import { answererWords, didWords, LinkStateBadge, ReadyBadge } from '../../words/plan-words.tsx';
import { PageLookView } from './page-look.tsx';
import type { Doing } from './doing.ts';

interface LinkCardProps {
  readonly plan: LessonPlan;
  readonly link: PlanLink;
  readonly own: boolean;
  readonly trial: LinkTrial | null;
  readonly look: PageLook | null;
  readonly reports: readonly { readonly report: LessonReady; readonly found: LinkReady }[];
  readonly people: Readonly<Record<string, string>>;
  readonly doing: Doing;
}

export function LinkCard({ plan, link, own, trial, look, reports, people, doing }: LinkCardProps) {
  const [newest] = reports.toSorted((a, b) => b.report.at - a.report.at);
  return (
    <article class="section card link-card" aria-labelledby={`site-${link.id}`}>
      <div class="section-head">
        <h3 id={`site-${link.id}`} class="address">
          {link.url.replace(/^https:\/\//, '')}
        </h3>
        <span class="badges">
          <LinkStateBadge state={link.state} />
          {newest && link.state !== 'draft' && <ReadyBadge state={newest.found.state} />}
        </span>
      </div>
      <div class="pair">
        <div class="stack small-gap">
          <Facts
            of={[
              ['What pupils do', link.what === '' ? <span class="quiet-text">Nothing said</span> : <q>{link.what}</q>],
              ['To be opened', link.wholeSite ? `All of ${link.host}` : 'This page and what lies under it'],
              trial && link.state !== 'approved' ? ['As things are', <AsIs trial={trial} />] : null,
              trial && (link.state === 'draft' || link.state === 'waiting' || link.state === 'appealed')
                ? ['Who answers', `${answererWords[trial.answerer]}. ${trial.because}`]
                : null,
              link.embeds.length > 0 ? ['Shown within the page', link.embeds.join(', ')] : null,
            ]}
          />
          {trial && link.state !== 'approved' && trial.dryRun.before.effect !== 'allow' && (
            <details>
              <summary>What the permission would change</summary>
              <DryRunView dryRun={trial.dryRun} />
            </details>
          )}
          <Answers link={link} people={people} />
          {own && <Further link={link} doing={doing} />}
        </div>
        <div class="stack small-gap">
          <PageLookView plan={plan.id} link={link} look={look} />
          {newest && <Missing report={newest.report} found={newest.found} />}
        </div>
      </div>
      {newest?.found.changed && (link.state === 'approved' || link.state === 'refused') && (
        <Changed link={link} words={newest.found.changed} own={own} doing={doing} />
      )}
    </article>
  );
}

function AsIs({ trial: { dryRun } }: { trial: LinkTrial }) {
  return (
    <div class="stack small-gap">
      <p class="badges">
        <EffectBadge effect={dryRun.before.effect} />
      </p>
      <p class="quiet-text">{dryRun.before.why}</p>
    </div>
  );
}

function Answers({ link, people }: { link: PlanLink; people: Readonly<Record<string, string>> }) {
  const { time } = useSignedIn();
  if (link.answers.length === 0) return null;
  return (
    <details>
      <summary>What was said ({link.answers.length})</summary>
      <ol class="trail-short">
        {link.answers.map((answer) => (
          <li key={`${answer.at} ${answer.did}`}>
            <strong>{people[answer.by] ?? 'Schoolgate'}</strong> {didWords[answer.did]}, {time.moment(answer.at)}
            {answer.words !== '' && (
              <>
                : <q>{answer.words}</q>
              </>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Missing({ report, found }: { report: LessonReady; found: LinkReady }) {
  const { me } = useSignedIn();
  if (found.missing.length === 0) return null;
  return (
    <details>
      <summary>What will not work without the site ({found.missing.length})</summary>
      <p class="quiet-text">For {lessonWords(report.lesson, me.school)}.</p>
      <ul class="missing">
        {found.missing.map((one) => (
          <li key={one.url}>
            <span class="address small">{one.url}</span> {one.why}
          </li>
        ))}
      </ul>
    </details>
  );
}

const choices: readonly (readonly [ChangedPage, string, string])[] = [
  ['reviewed', 'The copy that was approved', 'Pupils get the copy that was approved.'],
  ['live', 'The page as it is now', 'Pupils get the page as it is now.'],
  ['none', 'Close it', 'Closed: pupils do not get it.'],
];

function Changed({ link, words, own, doing }: { link: PlanLink; words: string; own: boolean; doing: Doing }) {
  return (
    <Notice tone="care" title="The page has changed since it was approved">
      <p>{words}</p>
      {link.choice !== null && <p>Chosen: {choices.find(([choice]) => choice === link.choice)?.[1].toLowerCase()}.</p>}
      {own && (
        <div class="actions">
          {choices
            .filter(([choice]) => choice !== link.choice)
            .map(([choice, label, said]) => (
              <Button
                key={choice}
                kind={choice === 'none' ? 'danger' : 'secondary'}
                onPress={() => void doing('choice', { link: link.id, choice }, said)}
              >
                {label}
              </Button>
            ))}
        </div>
      )}
    </Notice>
  );
}

/** A refusal can be looked at once more. */
function Further({ link, doing }: { link: PlanLink; doing: Doing }) {
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState(false);
  if (link.state !== 'refused' || link.answers.some(({ did }) => did === 'appealed')) return null;
  const id = `appeal-${link.id}`;
  return (
    <details>
      <summary>Ask somebody else to look again</summary>
      <div class="stack small-gap">
        <div class="field">
          <label for={id}>Why it should be looked at again</label>
          {wrong && (
            <p class="field-error" id={`${id}-error`}>
              Say why in a few words.
            </p>
          )}
          <textarea
            id={id}
            rows={2}
            maxLength={1000}
            value={words}
            aria-invalid={wrong ? 'true' : undefined}
            aria-describedby={wrong ? `${id}-error` : undefined}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </div>
        <div class="actions">
          <Button
            onPress={() => {
              const short = words.trim().length < 5;
              setWrong(short);
              if (!short) void doing('appeal', { link: link.id, words: words.trim() }, 'Somebody else than who refused will look at it.');
            }}
          >
            Ask again
          </Button>
        </div>
      </div>
    </details>
  );
}
