import { useSearch } from 'wouter-preact';
import { requestsSchema } from '#policies/contracts/dashboard-api.ts';
import { useResource } from '../../api/use-resource.ts';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Switcher } from '../../ui/switcher.tsx';
import { RequestsTable } from './requests-table.tsx';

const views = [
  { id: 'waiting', label: 'Waiting', path: '/api/requests?state=waiting' },
  { id: 'approved', label: 'Approved', path: '/api/requests?state=approved' },
  { id: 'refused', label: 'Refused', path: '/api/requests?state=refused,refused-mandatory' },
  { id: 'all', label: 'All', path: '/api/requests' },
] as const;

export function RequestsPage() {
  const asked = new URLSearchParams(useSearch()).get('show');
  const view = views.find((one) => one.id === asked) ?? views[0];
  const requests = useResource(view.path, requestsSchema);
  return (
    <Page
      title="Requests"
      lead="Sites that teachers and pupils ask to have opened, for a class and a lesson."
      aside={
        <Switcher
          label="Which requests"
          options={views.map((one) => ({
            href: one.id === 'waiting' ? '/requests' : `/requests?show=${one.id}`,
            label: one.label,
            current: one === view,
          }))}
        />
      }
    >
      <Loaded from={requests}>
        {({ requests: rows }) =>
          rows.length === 0 ? (
            <Empty title={view.id === 'waiting' ? 'Nothing waits for a decision' : 'No such request'}>
              Requests come from the “Ask for this page” link on every block page, and from teachers who plan a lesson.
            </Empty>
          ) : (
            <div class="card">
              <RequestsTable requests={rows} caption={`${view.label} requests`} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
