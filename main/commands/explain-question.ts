// What somebody asks of `explain`, read from words to the judge's own terms, or one sentence that says what to write instead.
import { parseTarget } from '#policies/engine/target.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { places, type Place } from '#policies/model/access-request.ts';
import { unknownSubject, type Subject } from '#policies/model/subject.ts';
import { languages, type Language } from '#policies/model/language.ts';
import type { Target } from '#policies/model/target.ts';
import type { PeopleStore } from '#store/school-store.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { readMoment } from '../policy/moment-text.ts';
import type { Flags } from './flags.ts';

export interface Question {
  readonly target: Target;
  readonly subject: Subject;
  /** The sign-in name, where one was given. */
  readonly login: string | null;
  readonly at: number;
  readonly place: Place;
  readonly language: Language;
}

export interface Asked {
  readonly url: string;
  readonly flags: Pick<Flags, 'as' | 'at' | 'place' | 'language'>;
  readonly policy: PolicyDocument;
  /** `null` where there is no roster. */
  readonly people: Pick<PeopleStore, 'byLogin'> | null;
  readonly now: number;
}

/** Most groups that a sentence names. */
const mostNamed = 20;

export async function questionOf({ url, flags, policy, people, now }: Asked): Promise<Outcome<Question>> {
  const target = parseTarget(/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`);
  if (target === null)
    return failed(`“${url}” is no address of a website: give it as a browser shows it, such as https://example.org/page.`);
  const at = flags.at === undefined ? now : readMoment(flags.at, policy.timeZone);
  if (at === null)
    return failed(`“${flags.at}” is no date and time: write it as 2026-11-24T10:05, by the school’s clock (${policy.timeZone}).`);
  const place = places.find((one) => one === (flags.place ?? 'on-site'));
  if (place === undefined) return failed(`“${flags.place}” is no place: write ${places.join(' or ')}.`);
  const language = languages.find((one) => one === (flags.language ?? policy.languages?.[0] ?? languages[0]));
  if (language === undefined) return failed(`There are no words in “${flags.language}”: write ${languages.join(' or ')}.`);
  const who = await subjectOf(flags.as, policy, people);
  return who.ok ? done({ target, ...who.value, at, place, language }) : who;
}

async function subjectOf(
  as: string | undefined,
  policy: PolicyDocument,
  people: Asked['people'],
): Promise<Outcome<Pick<Question, 'subject' | 'login'>>> {
  if (as === undefined) return done({ subject: unknownSubject, login: null });
  const wanted = as.trim().toLowerCase();
  const person = people && (await people.byLogin(wanted));
  if (person) return done({ subject: { id: person.id, groups: person.groups }, login: person.login });
  const group = policy.groups.find(({ id }) => id === wanted) ?? policy.groups.find(({ name }) => name.toLowerCase() === wanted);
  if (group) return done({ subject: { id: 'explain', groups: [group.id] }, login: null });
  const nobody = people === null ? '' : `nobody on the roster has the sign-in name “${as}”, and `;
  const named = policy.groups.slice(0, mostNamed).map(({ id }) => id);
  const more = policy.groups.length > mostNamed ? ` and ${policy.groups.length - mostNamed} more` : '';
  const problem = `${nobody}there is no group “${as}”: write one of ${named.join(', ')}${more}.`;
  return failed(problem.charAt(0).toUpperCase() + problem.slice(1));
}
