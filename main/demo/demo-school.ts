// A school to look at: people, devices, a fortnight of events, requests, incidents. The same seed and moment make the same school.
import type { Lists } from '#dashboard/server/dashboard-options.ts';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { bundleSchema } from '#policies/contracts/bundle.ts';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { PhraseList } from '#policies/contracts/phrase-list.ts';
import { createJudge, type Judge } from '#policies/engine/judge.ts';
import { roles } from '#policies/model/actor.ts';
import type { Rule } from '#policies/model/rule.ts';
import { withOwnParts, withRules } from '#policies/workflows/decide.ts';
import type { Account, AuditEntry, SchoolStore } from '#store/school-store.ts';
import { demoDevices } from './demo-devices.ts';
import { demoEvents } from './demo-events.ts';
import { demoIncidents } from './demo-incidents.ts';
import { demoPeople, type DemoPeople } from './demo-people.ts';
import { demoPlans, saveDemoPlans } from './demo-plans.ts';
import { demoRecorder, type Recorder } from './demo-recorder.ts';
import { demoRequests, type PlannedRequest } from './demo-requests.ts';
import { demoRoutine } from './demo-routine.ts';
import { seededRandom } from './random.ts';
import { schoolDays } from './school-days.ts';

export interface DemoInput {
  /** With `demoPolicy` published in it. */
  readonly school: SchoolStore;
  readonly lists: Lists;
  /** What made-up pupils search for. */
  readonly phraseLists?: readonly PhraseList[];
  /** The fortnight before this moment is filled, epoch milliseconds. */
  readonly now: number;
  readonly seed?: number;
}

const day = 86_400_000;

/**
 * Fills a school and gives one account of each role, to make sign-in links for. A school that has people on its roster is
 * left as it is; the roster is laid down last, so what was interrupted is filled again.
 */
export async function seedDemo({
  school,
  lists,
  phraseLists = lists.phraseLists,
  now,
  seed = 20_26,
}: DemoInput): Promise<readonly Account[]> {
  const random = seededRandom(seed);
  const people = demoPeople(school.school.id, random);
  if ((await school.people.list()).length > 0) return oneOfEachRole(await school.accounts.list());
  const policy = (await school.policies.current())?.policy;
  if (!policy) throw new Error('A demo school needs its policy first.');

  const accounts = await saveAccounts(school, people);
  const calendar = { past: schoolDays(now, policy.timeZone, -14, -1), coming: schoolDays(now, policy.timeZone, 1, 14) };
  const requests = demoRequests(policy, people, calendar, random);
  const plans = demoPlans(policy, people, calendar);
  const judge = await publishDecisions(
    school,
    lists,
    phraseLists,
    [...requests.flatMap(({ rule }) => (rule ? withOwnParts(rule) : [])), ...plans.flatMap(({ rules }) => rules)],
    accounts,
    now,
  );
  const devices = demoDevices(people, judge.bundle, now, random);
  const record = demoRecorder(judge, [...people.pupils, ...people.staff], devices, random);

  const days = schoolDays(now, policy.timeZone, -14, 0);
  const usual = demoEvents({ people, phraseLists, days, random, record });
  const asked = requests.map((planned) => recorded(planned, record));
  const events = [...usual, ...asked.flatMap((planned) => planned.events)].filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
  const lead = accounts.find(({ role }) => role === 'safeguarding-lead')?.id ?? 'system';
  const { incidents, audit } = demoIncidents(events, now - 2 * day, lead, random);

  for (const device of devices) await school.devices.save(device);
  await saveEvents(school, events);
  for (const { request, readiness } of asked) {
    await school.requests.save(request);
    if (readiness) await school.requests.saveReadiness(request.id, readiness);
  }
  await saveDemoPlans(school, plans);
  for (const incident of incidents) if (!(await school.incidents.byId(incident.id))) await school.incidents.open(incident);
  await saveAudit(
    school,
    [...audit, ...requests.flatMap((planned) => planned.audit), ...demoRoutine(accounts, calendar.past, random)],
    now,
  );
  await school.people.save([...people.pupils, ...people.staff]);
  return oneOfEachRole(accounts);
}

/** An administrator that the school has already stays the only one. */
async function saveAccounts(school: SchoolStore, { accounts }: DemoPeople): Promise<Account[]> {
  const administrators = (await school.accounts.list()).filter(({ role }) => role === 'administrator');
  const made = accounts.filter(({ role }) => role !== 'administrator' || administrators.length === 0);
  for (const account of made) await school.accounts.save(account);
  return [...administrators, ...made];
}

/** What the committee approved goes into the policy, and from there into the bundle that everything is judged by. */
async function publishDecisions(
  school: SchoolStore,
  lists: Lists,
  phraseLists: readonly PhraseList[],
  rules: readonly Rule[],
  accounts: readonly Account[],
  at: number,
): Promise<Judge> {
  const current = await school.policies.current();
  if (!current) throw new Error('The policy of the demo school is gone.');
  const policy = withRules(current.policy, rules);
  const by = accounts.find(({ role }) => role === 'committee')?.id ?? 'system';
  const published = await publishPolicy(school, lists, policy, current.version, by, at);
  if (!published.ok) throw new Error(`The policy of the demo school cannot be published: ${published.why}.`);
  const signed = await school.policies.bundle(published.bundle);
  // A new school has no lists of others; its phrases are those given.
  const { materials: _materials, ...bundle } = bundleSchema.parse(JSON.parse(signed?.text ?? 'null'));
  return createJudge({ ...bundle, phraseLists: [...phraseLists] });
}

/** The request with the reference of the block page that it was asked from, and the events around it. */
function recorded(
  { request, readiness, blocked, permitted }: PlannedRequest,
  record: Recorder,
): Pick<PlannedRequest, 'request' | 'readiness'> & { events: AccessEvent[] } {
  const stopped = blocked && record(blocked);
  return {
    request: stopped ? { ...request, reference: stopped.id } : request,
    readiness,
    events: [...(stopped ? [stopped] : []), ...permitted.map(record)],
  };
}

async function saveEvents(school: SchoolStore, events: readonly AccessEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 500) await school.events.append(events.slice(from, from + 500));
}

async function saveAudit(school: SchoolStore, entries: readonly AuditEntry[], now: number): Promise<void> {
  const told = entries.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
  await Promise.all(told.map((entry) => school.audit.add(entry)));
}

function oneOfEachRole(accounts: readonly Account[]): Account[] {
  return roles.flatMap((role) =>
    accounts
      .filter((account) => account.role === role && !account.disabled)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, 1),
  );
}
