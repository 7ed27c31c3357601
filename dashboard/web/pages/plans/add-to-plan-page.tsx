// A page that a teacher has in front of them, put into one of their plans: where the extension's button leads.
import { useState } from 'preact/hooks';
import { Link, useLocation, useSearch } from 'wouter-preact';
import * as z from 'zod';
import { plansSchema, planViewSchema } from '#policies/contracts/plan-api.ts';
import { call, type Answer } from '../../api/call.ts';
import { useResource } from '../../api/use-resource.ts';
import { ErrorSummary } from '../../forms/error-summary.tsx';
import { SelectField, TextField } from '../../forms/fields.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { draftOf, withLinks } from './plan-draft.ts';
import type { PlanView } from './plan-form.tsx';

type Row = z.infer<typeof plansSchema>['plans'][number];

const addSchema = z.object({ plan: z.string().min(1), url: z.string().trim().min(3).max(4096), what: z.string().trim().max(500) });

export function AddToPlanPage() {
  const url = new URLSearchParams(useSearch()).get('url') ?? '';
  const plans = useResource('/api/plans', plansSchema);
  return (
    <Page title="Add a page to a lesson plan" back={{ href: '/plans', label: 'Lesson plans' }}>
      <Section title="The page" lead="Nothing is asked for by adding it.">
        <Loaded from={plans} lines={4}>
          {({ plans: rows }) => {
            const open = rows.filter((row) => !row.atOnce && (row.next !== null || row.lessons === 0));
            const fresh = `/plans/new?url=${encodeURIComponent(url)}`;
            return open.length === 0 ? (
              <Empty title="You have no plan yet">
                <Link href={fresh}>Start one with this page</Link>
              </Empty>
            ) : (
              <div class="stack">
                <AddForm plans={open} url={url} />
                <p>
                  <Link href={fresh}>Start a new plan with it</Link>
                </p>
              </div>
            );
          }}
        </Loaded>
      </Section>
    </Page>
  );
}

function AddForm({ plans, url }: { plans: readonly Row[]; url: string }) {
  const [, go] = useLocation();
  const [initial] = useState(() => ({ plan: plans[0]?.id ?? '', url, what: '' }));
  const form = useForm({
    initial,
    schema: addSchema,
    body: (typed) => typed,
    words: { plan: 'Choose the plan.', url: 'Write the address of the page.' },
    send: add,
    done: ({ plan }) => go(`/plans/${plan.id}`),
  });
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      <ErrorSummary form={form} />
      <SelectField form={form} name="plan" label="Plan" choices={plans.map(({ id, title }) => ({ value: id, label: title }))} />
      <TextField form={form} name="url" label="Address" inputMode="url" spellcheck={false} />
      <TextField form={form} name="what" label="What pupils do there" />
      <div class="actions">
        <Button kind="primary" type="submit" busy={form.busy}>
          Add it to the plan
        </Button>
      </div>
    </form>
  );
}

/** On top of the plan as it is now. */
async function add({ plan: id, url, what }: z.infer<typeof addSchema>): Promise<Answer<PlanView>> {
  const path = `/api/plans/${encodeURIComponent(id)}`;
  const now = await call('GET', path, planViewSchema);
  if (!now.ok) return now;
  const { plan, version } = now.value;
  const { title, lessons, links } = draftOf(plan);
  const added = withLinks(links, [{ url, what }]).map(({ asked: _asked, ...link }) => link);
  return call('POST', path, planViewSchema, { body: { title, lessons, links: added, version } });
}
