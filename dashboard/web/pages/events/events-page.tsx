import { useLocation, useSearch } from 'wouter-preact';
import { eventsPageSchema } from '#policies/contracts/dashboard-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { useSignedIn } from '../../session/session.tsx';
import { Empty, Loaded } from '../../ui/loaded.tsx';
import { Older } from '../../ui/older.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { counted } from '../../words/count-words.ts';
import { eventsPath, filterOf, noFilter, searchOf, type EventFilter } from './event-filter.ts';
import { EventDetail } from './event-detail.tsx';
import { EventFilters } from './event-filters.tsx';
import { EventsTable } from './events-table.tsx';
import { FindReference } from './find-reference.tsx';

export function EventsPage() {
  const { me } = useSignedIn();
  const [, navigate] = useLocation();
  const search = new URLSearchParams(useSearch());
  const filter = filterOf(search);
  const open = search.get('open');
  const pages = usePages(eventsPath(filter, me.school.timeZone), eventsPageSchema, (answer) => ({
    items: answer.events,
    next: answer.next,
  }));

  const addressFor = (next: EventFilter, opened: string | null): string => {
    const query = searchOf(next, opened);
    return query === '' ? '/events' : `/events?${query}`;
  };
  const filtered = searchOf(filter, null) !== searchOf(noFilter, null);

  return (
    <Page
      title="Events"
      lead="What was blocked, warned about or flagged, newest first. People are shown by pseudonym. Looking here is written to the audit trail."
      aside={<FindReference onFound={(reference) => navigate(addressFor(filter, reference))} />}
    >
      <EventFilters filter={filter} onChange={(next) => navigate(addressFor(next, null), { replace: true })} />
      <Section title="Events found" plain>
        <Loaded from={pages} lines={10}>
          {(events) => (
            <>
              <div class="found">
                <p class="quiet-text" role="status">
                  {counted(events.length, 'event')} shown{pages.older === null ? '' : ', there are older ones'}
                </p>
                {filtered && (
                  <button type="button" class="link-button" onClick={() => navigate('/events')}>
                    Clear the filters
                  </button>
                )}
              </div>
              {events.length === 0 ? (
                <Empty title={filtered ? 'No event fits these filters' : 'No events yet'}>
                  {filtered
                    ? 'Choose fewer filters or other dates.'
                    : 'When somebody meets a blocked page, a warning, or searches for words on a phrase list, it will stand here within seconds.'}
                </Empty>
              ) : (
                <div class="card">
                  <EventsTable events={events} hrefOf={(event) => addressFor(filter, event.id)} />
                  <Older pages={pages} what="events" />
                </div>
              )}
            </>
          )}
        </Loaded>
      </Section>
      {open !== null && (
        <Sheet title="Event" onClose={() => navigate(addressFor(filter, null), { replace: true })}>
          <EventDetail key={open} id={open} />
        </Sheet>
      )}
    </Page>
  );
}
