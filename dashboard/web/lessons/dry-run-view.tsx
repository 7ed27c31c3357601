import type { ComponentChildren } from 'preact';
import type { DryRun } from '#policies/contracts/whitelist-request.ts';
import { Notice } from '../ui/notice.tsx';
import { categoryName } from '../words/category-words.ts';
import { EffectBadge } from '../words/event-words.tsx';
import type { DryRunState } from './use-dry-run.ts';

/** Before and after, judged by the filter's own engine as a pupil of the class. */
export function DryRunView({ dryRun }: { dryRun: DryRun }) {
  return (
    <div class="stack small-gap">
      {dryRun.mandatory && (
        <Notice tone="bad" title="This cannot be opened">
          <p>The site is on a list that nobody in school can override.</p>
        </Notice>
      )}
      <div class="before-after">
        <Side title="As things are" verdict={dryRun.before} />
        <Side title="With the permission" verdict={dryRun.after} />
      </div>
      {dryRun.opens.length > 0 && (
        <ul class="opens">
          {dryRun.opens.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Side({ title, verdict }: { title: string; verdict: DryRun['after'] }) {
  return (
    <div class="side-verdict">
      <p class="side-title">{title}</p>
      <p class="badges">
        <EffectBadge effect={verdict.effect} />
        {verdict.category !== null && <span class="quiet-text">{categoryName(verdict.category)}</span>}
      </p>
      <p>{verdict.why}</p>
    </div>
  );
}

/** The dry run beside a form that is being filled in. */
export function LiveDryRun({ state, idle }: { state: DryRunState; idle: ComponentChildren }) {
  return (
    <div class="live-dry-run" role="status" aria-busy={state.asking ? 'true' : undefined}>
      {state.shown && <DryRunView dryRun={state.shown} />}
      {state.problem && (
        <Notice tone="care" title={state.problem.title}>
          <p>{state.problem.detail}</p>
        </Notice>
      )}
      {!state.shown && !state.problem && <p class="quiet-text">{state.asking ? 'Asking the filter…' : idle}</p>}
    </div>
  );
}
