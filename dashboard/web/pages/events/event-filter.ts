// The question that the events page asks, kept in the page's address so that it can be linked to and gone back from.
import { eventKinds } from '#policies/contracts/access-event.ts';
import { endOfDay, startOfDay } from '../../time/zone.ts';

/** What a person should see first: everything but ordinary access. */
const notable = eventKinds.filter((kind) => kind !== 'ordinary').join(',');
/** The choice that shows ordinary access too. */
export const everyKind = 'all';

export interface EventFilter {
  /** One kind, `all`, or empty for every kind but ordinary. */
  readonly kind: string;
  readonly category: string;
  readonly phase: string;
  /** First and last calendar day, both included; empty for open ends. */
  readonly from: string;
  readonly to: string;
}

export const noFilter: EventFilter = { kind: '', category: '', phase: '', from: '', to: '' };

export function filterOf(search: URLSearchParams): EventFilter {
  const kind = search.get('kind') ?? '';
  return {
    kind: kind === everyKind || eventKinds.some((one) => one === kind) ? kind : '',
    category: search.get('category') ?? '',
    phase: search.get('phase') ?? '',
    from: search.get('from') ?? '',
    to: search.get('to') ?? '',
  };
}

/** The page's own address for a filter, with the event that is open on top of it. */
export function searchOf(filter: EventFilter, open: string | null): string {
  const search = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  if (open !== null) search.set('open', open);
  return search.toString();
}

/** The API's address for a filter: days become instants of the school's time zone. */
export function eventsPath(filter: EventFilter, timeZone: string): string {
  const query = new URLSearchParams({ limit: '50' });
  if (filter.kind !== everyKind) query.set('kind', filter.kind || notable);
  for (const name of ['category', 'phase'] as const) if (filter[name] !== '') query.set(name, filter[name]);
  const from = startOfDay(filter.from, timeZone);
  const until = endOfDay(filter.to, timeZone);
  if (from !== null) query.set('from', String(from));
  if (until !== null) query.set('until', String(until));
  return `/api/events?${query.toString()}`;
}
