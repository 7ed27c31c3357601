import { z } from 'zod';
import {
  askSchema,
  decisionSchema,
  dryRunRequestSchema,
  requestDetailSchema,
  requestsSchema,
  requestViewSchema,
} from '#policies/contracts/dashboard-api.ts';
import { dryRunSchema, requestStates } from '#policies/contracts/whitelist-request.ts';
import { typedTarget } from '#policies/engine/target.ts';
import { can } from '#policies/permissions/permissions.ts';
import { dryRun } from '#policies/workflows/dry-run.ts';
import { newId } from '../accounts/secret-token.ts';
import { noPolicyYet, notFound, Problem, undoableField } from '../http/problem.ts';
import { idParams, optionalList } from '../http/query.ts';
import { route } from '../http/route.ts';
import { decideRequest } from '../requests/decide-request.ts';
import { dryRunOf } from '../requests/dry-run-of.ts';
import { isMandatory } from '../requests/mandatory.ts';
import { askedByAccount, ownRequests } from '../requests/own-requests.ts';
import { placeRequest } from '../requests/place-request.ts';
import { requestView } from '../requests/request-view.ts';
import { classesOfAccount, lessonToCome } from '../requests/timetable.ts';

const newest = 200;

const noAddress = undoableField('url', 'Write the address of a web page, for instance https://example.org/page.');

const listRequests = route({
  method: 'GET',
  url: '/api/requests',
  permission: ['see-requests', 'ask-for-site'],
  schema: { query: z.object({ state: optionalList(z.enum(requestStates)) }), answer: requestsSchema },
  async handler({ school, actor, account, query }) {
    const asked = { ...(query.state?.length ? { states: query.state } : {}), limit: newest };
    const requests = can(actor.role, 'see-requests') ? await school.requests.list(asked) : await ownRequests(school, account, asked);
    return { requests: await Promise.all(requests.map((request) => requestView(school, request))) };
  },
});

const ask = route({
  method: 'POST',
  url: '/api/requests',
  permission: 'ask-for-site',
  schema: { body: askSchema, answer: requestViewSchema },
  async handler({ services, school, actor, account, body, at }) {
    const { wholeSite, lesson, reason } = body;
    const target = typedTarget(body.url);
    if (!target) return noAddress;
    const opened = await services.bundles.latest(school);
    if (!opened) return noPolicyYet;
    const mandatory = isMandatory(opened.judge, target, [lesson.group], at);
    const person = account.person === null ? null : await school.people.byId(account.person);
    const window = lessonToCome(opened.bundle.policy, classesOfAccount(opened.bundle.policy, actor.role, person), lesson, at);
    if (window instanceof Problem && !mandatory) return window;
    const askedBy = { kind: 'account' as const, id: account.id };
    return requestView(
      school,
      await placeRequest(services.inTurn, school, {
        id: newId('request'),
        askedBy,
        reference: null,
        target,
        wholeSite,
        lesson,
        reason,
        mandatory,
        at,
      }),
    );
  },
});

const tryOut = route({
  method: 'POST',
  url: '/api/requests/dry-run',
  permission: ['ask-for-site', 'decide-requests'],
  schema: { body: dryRunRequestSchema, answer: dryRunSchema },
  async handler({ services, school, actor, account, body, at }) {
    const target = typedTarget(body.url);
    if (!target) return noAddress;
    const opened = await services.bundles.latest(school);
    if (!opened) return noPolicyYet;
    const person = account.person === null ? null : await school.people.byId(account.person);
    const window = lessonToCome(opened.bundle.policy, classesOfAccount(opened.bundle.policy, actor.role, person), body.lesson, at);
    if (window instanceof Problem) return window;
    return dryRun({ ...opened, target, wholeSite: body.wholeSite, audience: body.lesson.group, ...window, at });
  },
});

const oneRequest = route({
  method: 'GET',
  url: '/api/requests/:id',
  permission: ['see-requests', 'ask-for-site'],
  schema: { params: idParams, answer: requestDetailSchema },
  async handler({ services, school, actor, account, params, at }) {
    const request = await school.requests.byId(params.id);
    if (!request || !(can(actor.role, 'see-requests') || askedByAccount(request, account))) return notFound('request');
    const opened = await services.bundles.latest(school);
    return { ...(await requestView(school, request)), dryRun: opened && (await dryRunOf(school, opened, request, at)) };
  },
});

const decide = route({
  method: 'POST',
  url: '/api/requests/:id/decision',
  permission: 'decide-requests',
  schema: { params: idParams, body: decisionSchema, answer: requestViewSchema },
  async handler({ services, school, actor, params, body, at }) {
    const request = await school.requests.byId(params.id);
    if (!request) return notFound('request');
    const decided = await decideRequest({ services, school, by: actor.account, at }, request, body);
    return decided instanceof Problem ? decided : requestView(school, decided);
  },
});

export const requestRoutes = [listRequests, ask, tryOut, oneRequest, decide];
