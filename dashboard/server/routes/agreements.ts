// Acceptable use: versions by audience, who has accepted, and parents' signatures as staff record them.
import { agreementPeopleSchema, agreementsSchema, parentSignedSchema, writeAgreementSchema } from '#policies/contracts/agreement-api.ts';
import type { WrittenAgreement } from '#store/agreement-store.ts';
import type { Person, SchoolStore } from '#store/school-store.ts';
import { newId } from '../accounts/secret-token.ts';
import { agreementOf, inForce } from '../agreements/agreement-of.ts';
import { noPolicyYet, notFound, undoableField } from '../http/problem.ts';
import { idParams } from '../http/query.ts';
import { route } from '../http/route.ts';
import type { OpenedBundle } from '../policy/bundle-shelf.ts';

const list = route({
  method: 'GET',
  url: '/api/agreements',
  permission: 'manage-agreements',
  schema: { answer: agreementsSchema },
  async handler({ services, school }) {
    const opened = await services.bundles.latest(school);
    if (!opened) return noPolicyYet;
    const [written, people, accounts] = await Promise.all([school.agreements.list(), school.people.list(), school.accounts.list()]);
    const { groups } = opened.bundle.policy;
    const newest = inForce(written);
    const whose = people.map((person) => agreementOf(person, opened, newest)?.id);
    return {
      agreements: await Promise.all(
        written.map(async ({ by, ...agreement }) => ({
          ...agreement,
          audienceName: groups.find(({ id }) => id === agreement.audience)?.name ?? agreement.audience,
          by: accounts.find(({ id }) => id === by)?.name ?? 'Somebody who has left',
          current: newest.get(agreement.audience)?.id === agreement.id,
          accepted: (await school.agreements.acceptances(agreement.id)).filter(({ acceptedAt }) => acceptedAt !== null).length,
          people: whose.filter((id) => id === agreement.id).length,
        })),
      ),
      groups: groups.map(({ id, name }) => ({ id, name })),
    };
  },
});

const write = route({
  method: 'POST',
  url: '/api/agreements',
  permission: 'manage-agreements',
  schema: { body: writeAgreementSchema },
  async handler({ services, school, actor, body, at }) {
    const opened = await services.bundles.latest(school);
    if (!opened) return noPolicyYet;
    if (!opened.bundle.policy.groups.some(({ id }) => id === body.audience))
      return undoableField('audience', 'Choose one of the school’s groups.');
    const languages = body.texts.map(({ language }) => language);
    if (new Set(languages).size < languages.length) return undoableField('texts', 'Each language is there once.');
    const id = newId('agreement');
    await school.agreements.add({ id, ...body, at, by: actor.account });
    await school.audit.add({ at, by: actor.account, did: 'wrote-agreement', to: `agreement:${id}`, detail: body.audience });
    return undefined;
  },
});

/** Whose text it is now, and whoever accepted it while it was theirs. */
async function peopleOf(school: SchoolStore, opened: OpenedBundle, agreement: WrittenAgreement) {
  const [written, people, accepted] = await Promise.all([
    school.agreements.list(),
    school.people.list(),
    school.agreements.acceptances(agreement.id),
  ]);
  const newest = inForce(written);
  const noted = new Map(accepted.map((one) => [one.subject, one]));
  const isTheirs = (person: Person): boolean => noted.has(person.id) || agreementOf(person, opened, newest)?.id === agreement.id;
  return people
    .filter(isTheirs)
    .map(({ id, name }) => ({ id, name, acceptedAt: noted.get(id)?.acceptedAt ?? null, parentAt: noted.get(id)?.parentAt ?? null }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

const people = route({
  method: 'GET',
  url: '/api/agreements/:id/people',
  permission: 'manage-agreements',
  schema: { params: idParams, answer: agreementPeopleSchema },
  async handler({ services, school, params }) {
    const [opened, written] = [await services.bundles.latest(school), await school.agreements.list()];
    const agreement = written.find(({ id }) => id === params.id);
    if (!opened) return noPolicyYet;
    return agreement === undefined ? notFound('text') : { people: await peopleOf(school, opened, agreement) };
  },
});

const parentSigned = route({
  method: 'POST',
  url: '/api/agreements/:id/parents',
  permission: 'manage-agreements',
  schema: { params: idParams, body: parentSignedSchema },
  async handler({ services, school, actor, params, body, at }) {
    const [opened, written] = [await services.bundles.latest(school), await school.agreements.list()];
    const agreement = written.find(({ id, parents }) => id === params.id && parents);
    if (!opened) return noPolicyYet;
    if (agreement === undefined) return notFound('text that parents sign');
    if (!(await peopleOf(school, opened, agreement)).some(({ id }) => id === body.person)) return notFound('person whose text this is');
    await school.agreements.parentSigned(params.id, body.person, actor.account, at);
    await school.audit.add({ at, by: actor.account, did: 'recorded-parent', to: `agreement:${params.id}`, detail: null });
    return undefined;
  },
});

export const agreementRoutes = [list, write, people, parentSigned];
