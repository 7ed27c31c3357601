import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { LessonRef, Readiness, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { formatTarget, parseTarget } from '#policies/engine/target.ts';
import type { Rule } from '#policies/model/rule.ts';
import type { Target } from '#policies/model/target.ts';
import { permissionRule, permittedPath } from '#policies/workflows/decide.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import type { AuditEntry, Person } from '#store/school-store.ts';
import type { DemoPeople } from './demo-people.ts';
import type { Visit } from './demo-recorder.ts';
import { wishes, type Wish } from './demo-wishes.ts';
import type { Random } from './random.ts';
import type { SchoolDay } from './school-days.ts';

const minute = 60_000;

/** One wish with everything that follows from it. */
export interface PlannedRequest {
  readonly request: WhitelistRequest;
  readonly rule: Rule | null;
  readonly readiness: Readiness | null;
  /** The blocked visit that it was asked from, whose event is to be the request's reference. */
  readonly blocked: Visit | null;
  /** Visits that the permission let through. */
  readonly permitted: readonly Visit[];
  readonly audit: readonly AuditEntry[];
}

export interface Calendar {
  /** School days before today, oldest first. */
  readonly past: readonly SchoolDay[];
  /** School days after today, next first. */
  readonly coming: readonly SchoolDay[];
}

/** Every wish as a request. All that has happened happened before today. */
export function demoRequests(policy: PolicyDocument, people: DemoPeople, calendar: Calendar, random: Random): PlannedRequest[] {
  return wishes.map((wish, index) => plan(wish, index, { policy, people, calendar, random }));
}

interface Setting {
  readonly policy: PolicyDocument;
  readonly people: DemoPeople;
  readonly calendar: Calendar;
  readonly random: Random;
}

function plan(wish: Wish, index: number, setting: Setting): PlannedRequest {
  const { people, calendar, random } = setting;
  const id = `request-${random.hex(16)}`;
  const target = need(parseTarget(wish.url), wish.url);
  const asker = askerOf(wish, people, random);
  // A lesson that has been was asked for two days before; everything else in the last days.
  const askedOn = wish.lesson && wish.lesson.day < 0 ? wish.lesson.day - 2 : -1 - (index % 2);
  const at = dayOf(calendar, askedOn).at('13:05') + index * minute;
  const lesson = wish.lesson && { group: wish.lesson.group, date: dayOf(calendar, wish.lesson.day).date, period: wish.lesson.period };
  const decision = wish.decision && decisionOf(wish, lesson, id, at, setting);
  const request: WhitelistRequest = {
    id,
    at,
    askedBy: asker.askedBy,
    reference: null,
    url: formatTarget(target),
    host: target.host,
    path: wish.wholeSite ? null : permittedPath(target),
    lesson,
    reason: wish.reason,
    state: wish.state,
    decision,
  };
  const rule = wish.state === 'approved' && decision ? ruleOf(wish, request, target) : null;
  const { group } = lesson ?? { group: asker.person.groups[0] ?? '' };
  return {
    request,
    rule,
    readiness: wish.readiness && { ...wish.readiness, at: dayOf(calendar, -1).at('15:30') + index * minute },
    blocked: asker.askedBy.kind === 'subject' ? { person: asker.person, url: wish.url, at: at - 4 * minute } : null,
    permitted: rule
      ? permittedVisits(
          wish.url,
          rule,
          people.pupils.filter(({ groups }) => groups.includes(group)),
          calendar,
          random,
        )
      : [],
    audit: auditOf(request),
  };
}

function askerOf({ asker }: Wish, people: DemoPeople, random: Random): { person: Person; askedBy: WhitelistRequest['askedBy'] } {
  if ('pupilOf' in asker) {
    const pupil = random.pick(people.pupils.filter(({ groups }) => groups.includes(asker.pupilOf)));
    return { person: pupil, askedBy: { kind: 'subject', id: pupil.id } };
  }
  const person = need(
    people.staff.find(({ name }) => name === asker.teacher),
    asker.teacher,
  );
  return {
    person,
    askedBy: asker.fromBlockPage ? { kind: 'subject', id: person.id } : { kind: 'account', id: accountOf(people, asker.teacher) },
  };
}

function decisionOf(
  wish: Wish,
  lesson: LessonRef | null,
  id: string,
  askedAt: number,
  { policy, people, calendar }: Setting,
): NonNullable<WhitelistRequest['decision']> {
  const { by, words } = need(wish.decision, 'decision');
  const at = askedAt + 95 * minute;
  const common = { by: accountOf(people, by), at, reason: words };
  const audience = lesson?.group ?? ('pupilOf' in wish.asker ? wish.asker.pupilOf : 'everyone');
  if (wish.state !== 'approved') return { ...common, audience, from: null, until: null, rule: null };
  const window = lesson ? need(lessonWindow(policy, lesson), 'period') : { from: at, until: dayOf(calendar, 5).at('15:45') };
  return { ...common, audience, ...window, rule: `decision:${id}` };
}

function ruleOf({ wholeSite }: Wish, { id, decision }: WhitelistRequest, target: Target): Rule {
  const { by, audience, from, until, reason } = need(decision, 'decision');
  return permissionRule({ request: id, by, target, wholeSite, audience, from, until, reason });
}

/** What the class did while it was allowed and it has been. */
function permittedVisits(url: string, { from, until }: Rule, pupils: readonly Person[], { past }: Calendar, random: Random): Visit[] {
  const last = past.at(-1)?.at('15:45') ?? 0;
  if (from === null || until === null || until > last) return [];
  return pupils.flatMap((person) => Array.from({ length: random.whole(1, 4) }, () => ({ person, url, at: random.whole(from, until - 1) })));
}

/** The same words that the dashboard writes. */
function auditOf({ id, at, askedBy, host, state, decision }: WhitelistRequest): AuditEntry[] {
  const to = `request:${id}`;
  const asked: AuditEntry = {
    at,
    by: askedBy.kind === 'account' ? askedBy.id : `subject:${askedBy.id}`,
    did: 'asked-for-site',
    to,
    detail: host,
  };
  if (state === 'refused-mandatory') return [asked, { at, by: 'system', did: 'refused-mandatory', to, detail: host }];
  if (!decision) return [asked];
  return [
    asked,
    { at: decision.at, by: decision.by, did: state === 'approved' ? 'approved-request' : 'refused-request', to, detail: decision.reason },
  ];
}

function dayOf({ past, coming }: Calendar, day: number): SchoolDay {
  return need(day < 0 ? past.at(Math.max(day, -past.length)) : coming[day - 1], `school day ${day}`);
}

function accountOf({ accounts }: DemoPeople, name: string): string {
  return need(
    accounts.find((account) => account.name === name),
    name,
  ).id;
}

function need<Thing>(thing: Thing | null | undefined, what: string): Thing {
  if (thing === null || thing === undefined) throw new Error(`The demo school has no ${what}.`);
  return thing;
}
