// The block page that somebody holds the reference of. The reference is the key: 60 random bits that only that page showed.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { parseReference } from '#policies/engine/reference.ts';
import { explain } from '#policies/words/explain.ts';
import { whoCanChange } from '#policies/words/who-can-change.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import type { Person, SchoolStore } from '#store/school-store.ts';
import { Problem } from '../http/problem.ts';
import type { OpenedBundle } from '../policy/bundle-shelf.ts';
import type { Services } from '../services.ts';
import { isMandatory } from './mandatory.ts';

/** A block page can be asked from for this long (milliseconds). */
const keyLasts = 30 * 24 * 60 * 60 * 1000;

export const unknownReference = new Problem(
  404,
  'Not found',
  'No block page of the last 30 days has this reference. Check the letters and digits.',
);

export interface BlockedPage {
  readonly school: SchoolStore;
  readonly event: AccessEvent;
  /** Whom the page was shown to, where they are on the roster. */
  readonly person: Person | null;
  readonly latest: OpenedBundle;
  readonly mandatory: boolean;
}

/** Null for whatever was not stopped: the references of other events, which pages never show, open nothing. */
export async function blockedPage({ store, bundles }: Services, text: string, at: number): Promise<BlockedPage | null> {
  const reference = parseReference(text);
  const found = reference && (await store.eventByReference(reference));
  if (!found || found.event.effect === 'allow' || at - found.event.at > keyLasts) return null;
  const { event } = found;
  const school = store.forSchool(found.school);
  const [person, latest] = await Promise.all([school.people.byId(event.subject), bundles.latest(school)]);
  if (!latest) return null;
  const mandatory = event.rule.layer === 'mandatory' || isMandatory(latest.judge, event.target, event.groups, at);
  return { school, event, person, latest, mandatory };
}

/** Why it was stopped and who can change that, asked again of the bundle that judged, so that the words are those of the block page's verdict. */
export async function whyStopped(
  { bundles }: Services,
  { school, event, latest }: BlockedPage,
): Promise<{ why: string; whoCanChange: string }> {
  const { bundle, judge } = (await bundles.numbered(school, event.bundle)) ?? latest;
  const { target, destination, at, place = 'on-site' } = event;
  const verdict = judge.judge({ subject: { id: event.subject, groups: event.groups }, target, destination, initiator: null, at, place });
  const why = explain(verdict, (id) => bundle.policy.groups.find((group) => group.id === id)?.name ?? id);
  return { why, whoCanChange: wordsOf('en').changers[whoCanChange(verdict)] };
}
