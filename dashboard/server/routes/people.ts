// What the person of a device may know of themselves, ask for and tell, from the extension.
import { acceptSchema, ownAgreementSchema } from '#policies/contracts/agreement-api.ts';
import { siteAskedSchema, siteAskSchema, mineSchema, tellSchema, type Mine } from '#policies/contracts/people-api.ts';
import { typedTarget } from '#policies/engine/target.ts';
import type { Person, SchoolStore } from '#store/school-store.ts';
import { ownAgreement } from '../agreements/agreement-of.ts';
import { sha256 } from '../accounts/secret-token.ts';
import { conflict, noPolicyYet, Problem, undoableField } from '../http/problem.ts';
import { route } from '../http/route.ts';
import type { OpenedBundle } from '../policy/bundle-shelf.ts';
import { enoughWaiting } from '../requests/enough-waiting.ts';
import { isMandatory } from '../requests/mandatory.ts';
import { tellOfReport } from '../letters/alerts.ts';
import { placeRequest } from '../requests/place-request.ts';
import { classesOfStaff, lessonToCome, timetable } from '../requests/timetable.ts';

const shown = 20;
/** Reports that nobody has seen yet: of one person, and of all who gave no name. */
const [mostOfOne, mostUnnamed] = [20, 500];

const unknownPerson = new Problem(403, 'Not known', 'The school does not know who uses this device, so nothing can be asked for.');
const tooManyReports = new Problem(429, 'Too many at once', 'Many of these wait to be read. Talk to a member of staff.');
const usualReports: Mine['reports'] = { withoutName: false, people: [] };

const mine = route({
  method: 'GET',
  url: '/api/extension/mine',
  device: 'shows its person what is theirs',
  schema: { answer: mineSchema },
  async handler({ services, school, device, at }) {
    const opened = await services.bundles.latest(school);
    if (!opened) return noPolicyYet;
    const person = await personOf(school, device.person);
    const { policy } = opened.bundle;
    const requests = person === null ? [] : await school.requests.list({ askedBy: person.id, limit: shown });
    return {
      name: person?.name ?? null,
      staff: person?.kind === 'staff',
      requests: requests
        .filter(({ askedBy }) => askedBy.kind === 'subject')
        .map(({ id, at: asked, host, path, state, decision }) => ({
          id,
          at: asked,
          host,
          path,
          state,
          reason: decision?.reason ?? null,
          until: decision?.until ?? null,
        })),
      reports: policy.monitoring?.reports ?? usualReports,
      lessons: person?.kind === 'staff' ? timetable(policy, classesOfStaff(policy, person), at) : null,
      timeZone: policy.timeZone,
      agreement: person === null ? null : await ownAgreement(school, person, opened),
    };
  },
});

const ask = route({
  method: 'POST',
  url: '/api/extension/ask',
  device: 'asks for a site in its person’s name',
  perMinute: 30,
  schema: { body: siteAskSchema, answer: siteAskedSchema },
  async handler({ services, school, device, body, at }) {
    const [opened, person] = [await services.bundles.latest(school), await personOf(school, device.person)];
    if (!opened) return noPolicyYet;
    if (person === null) return unknownPerson;
    const target = typedTarget(body.url);
    if (target === null) return undoableField('url', 'Write the address of a web page, for instance https://example.org/page.');
    const id = `ask-${sha256(`${person.id} ${body.once}`).slice(0, 24)}`;
    const asked = await school.requests.byId(id);
    if (asked) return { state: asked.state };
    const groups = body.lesson === null ? person.groups : [body.lesson.group];
    const mandatory = isMandatory(opened.judge, target, groups, at);
    const wrong = mandatory ? null : await wrongWith(opened, person, body.lesson, school, at);
    if (wrong !== null) return wrong;
    const { wholeSite, reason } = body;
    const lesson = person.kind === 'staff' ? body.lesson : null;
    const askedBy = { kind: 'subject' as const, id: person.id };
    const wish = { id, askedBy, reference: null, target, wholeSite, lesson, reason, mandatory, at };
    return { state: (await placeRequest(services.inTurn, school, wish)).state };
  },
});

async function wrongWith(
  { bundle: { policy } }: OpenedBundle,
  person: Person,
  lesson: Parameters<typeof lessonToCome>[2] | null,
  school: SchoolStore,
  at: number,
): Promise<Problem | null> {
  if (person.kind === 'staff') {
    if (lesson === null) return undoableField('lesson', 'Choose the class, the date and the period.');
    const window = lessonToCome(policy, classesOfStaff(policy, person), lesson, at);
    if (window instanceof Problem) return window;
  } else if (lesson !== null) return new Problem(403, 'For staff', 'Only staff can ask for a lesson.');
  return enoughWaiting(school, person.id);
}

const tell = route({
  method: 'POST',
  url: '/api/extension/report',
  device: 'tells the school what its person wrote',
  perMinute: 20,
  schema: { body: tellSchema },
  async handler({ services, school, device, body, at }) {
    const opened = await services.bundles.latest(school);
    if (!opened) return noPolicyYet;
    const { withoutName, people } = opened.bundle.policy.monitoring?.reports ?? usualReports;
    const person = await personOf(school, device.person);
    if (!body.named && !withoutName) return undoableField('named', 'The school wants a name with what it is told.');
    if (body.to !== null && !people.includes(body.to)) return undoableField('to', 'Choose one of the people that the school names.');
    const subject = body.named ? (person?.id ?? null) : null;
    const id = `report-${sha256(`${device.id} ${body.once}`).slice(0, 24)}`;
    if (await school.reports.byId(id)) {
      // The last try may have ended between the two.
      await tellOfReport(services, school, id, at);
      return undefined;
    }
    if ((await school.reports.unseenOf(subject)) >= (subject === null ? mostUnnamed : mostOfOne)) return tooManyReports;
    if (subject === null && !services.unnamedReports.take(`${school.school.id} ${device.id}`, at)) return tooManyReports;
    await school.reports.add({ id, at, subject, to: body.to, text: body.text, seen: null });
    await tellOfReport(services, school, id, at);
    // Of a report without a name the trail says only that there was one.
    await school.audit.add({
      at,
      by: subject === null ? 'system' : `subject:${subject}`,
      did: 'told-school',
      to: id.replace('-', ':'),
      detail: null,
    });
    return undefined;
  },
});

const accept = route({
  method: 'POST',
  url: '/api/extension/agreement',
  device: 'accepts the rules for acceptable use in its person’s name',
  perMinute: 30,
  schema: { body: acceptSchema, answer: ownAgreementSchema },
  async handler({ services, school, device, body, at }) {
    const [opened, person] = [await services.bundles.latest(school), await personOf(school, device.person)];
    if (!opened) return noPolicyYet;
    if (person === null) return unknownPerson;
    if ((await ownAgreement(school, person, opened))?.id !== body.id)
      return conflict('Another text is in force now. Open the page again to read it.');
    await school.agreements.accept(body.id, person.id, at);
    await school.audit.add({ at, by: `subject:${person.id}`, did: 'accepted-agreement', to: `agreement:${body.id}`, detail: null });
    return (await ownAgreement(school, person, opened)) ?? conflict('Another text is in force now. Open the page again to read it.');
  },
});

const personOf = (school: SchoolStore, id: string | null): Promise<Person | null> =>
  id === null ? Promise.resolve(null) : school.people.byId(id);

export const peopleRoutes = [mine, ask, tell, accept];
