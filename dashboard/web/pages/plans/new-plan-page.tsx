import { useLocation, useSearch } from 'wouter-preact';
import { Page } from '../../ui/page.tsx';
import { emptyDraft, withLinks } from './plan-draft.ts';
import { PlanForm } from './plan-form.tsx';

export function NewPlanPage() {
  const [, go] = useLocation();
  const url = new URLSearchParams(useSearch()).get('url');
  return (
    <Page
      title="New plan"
      lead="Nothing is asked for by saving: you see first what pupils would find."
      back={{ href: '/plans', label: 'Lesson plans' }}
    >
      <PlanForm
        initial={url === null ? emptyDraft : { ...emptyDraft, links: withLinks([], [{ url, what: '' }]) }}
        path="/api/plans"
        more={{}}
        onSaved={({ plan }) => go(`/plans/${plan.id}`, { replace: true })}
        onCancel={() => go('/plans')}
      />
    </Page>
  );
}
