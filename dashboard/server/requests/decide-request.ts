// The committee's answer to a request. What is decided is written down before it takes effect, so nothing opens that no record explains.
import type { z } from 'zod';
import type { decisionSchema } from '#policies/contracts/dashboard-api.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { everyone } from '#policies/model/group.ts';
import { permissionRule, withOwnParts, withoutLapsed, withRules } from '#policies/workflows/decide.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { newId } from '../accounts/secret-token.ts';
import { conflict, noPolicyYet, Problem, undoable, undoableField } from '../http/problem.ts';
import { publishHere } from '../policy/publish-here.ts';
import type { Services } from '../services.ts';
import { isMandatory, nobodyCanOpenIt } from './mandatory.ts';
import { furthestAhead } from './timetable.ts';

type Answer = z.infer<typeof decisionSchema>;
type Approval = Extract<Answer, { decision: 'approve' }>;

interface Deciding {
  readonly services: Services;
  readonly school: SchoolStore;
  readonly by: string;
  readonly at: number;
}

const decidedAlready = conflict('This request was decided already.');

/** The request as it is afterwards. */
export async function decideRequest(deciding: Deciding, request: WhitelistRequest, answer: Answer): Promise<WhitelistRequest | Problem> {
  if (request.state === 'refused-mandatory') return conflict(nobodyCanOpenIt);
  if (request.state !== 'waiting') return decidedAlready;
  return answer.decision === 'approve' ? approve(deciding, request, answer) : refuse(deciding, request, answer.reason);
}

async function refuse({ school, by, at }: Deciding, request: WhitelistRequest, reason: string): Promise<WhitelistRequest | Problem> {
  const decision = { by, at, reason, audience: request.lesson?.group ?? everyone, from: null, until: null, rule: null };
  const refused: WhitelistRequest = { ...request, state: 'refused', decision };
  if (!(await school.requests.decide(refused, 'waiting'))) return decidedAlready;
  await school.audit.add({ at, by, did: 'refused-request', to: `request:${request.id}`, detail: reason });
  return refused;
}

async function approve(deciding: Deciding, request: WhitelistRequest, answer: Approval): Promise<WhitelistRequest | Problem> {
  const { services, school, by, at } = deciding;
  const opened = await services.bundles.latest(school);
  const target = parseTarget(request.url);
  if (!opened || !target) return noPolicyYet;
  const bounds = boundsOf(opened.bundle.policy, request, answer, at);
  if (bounds instanceof Problem) return bounds;
  if (isMandatory(opened.judge, target, [bounds.audience], at)) {
    await school.requests.decide({ ...request, state: 'refused-mandatory' }, 'waiting');
    await school.audit.add({ at, by: 'system', did: 'refused-mandatory', to: `request:${request.id}`, detail: request.host });
    return conflict(nobodyCanOpenIt);
  }
  const rule = permissionRule({ request: request.id, by, target, wholeSite: answer.wholeSite, ...bounds, reason: answer.reason });
  const approved: WhitelistRequest = {
    ...request,
    state: 'approved',
    decision: { by, at, reason: answer.reason, ...bounds, rule: rule.id },
  };
  if (!(await school.requests.decide(approved, 'waiting'))) return decidedAlready;
  const published = await publishHere(services, school, (policy) => withRules(withoutLapsed(policy, at), withOwnParts(rule)), by, at);
  if (published instanceof Problem) {
    await school.requests.decide(request, 'approved');
    return published;
  }
  if (request.lesson) await prepareLesson(school, request, at);
  await school.audit.add({ at, by, did: 'approved-request', to: `request:${request.id}`, detail: `bundle ${published}: ${answer.reason}` });
  return approved;
}

function boundsOf(
  policy: PolicyDocument,
  { lesson }: WhitelistRequest,
  answer: Approval,
  at: number,
): { audience: string; from: number | null; until: number } | Problem {
  if (lesson) {
    const window = lessonWindow(policy, lesson);
    if (!window || !policy.groups.some((group) => group.id === lesson.group)) return undoable('The lesson is no longer in the timetable.');
    if (window.until <= at) return undoable('The lesson is over.');
    return { audience: lesson.group, from: answer.opens === 'now' ? null : window.from, until: window.until };
  }
  const { audience, until } = answer;
  if (audience === null || !policy.groups.some((group) => group.id === audience))
    return undoableField('audience', 'Choose a class or another group of the school.');
  if (until === null || until <= at) return undoableField('until', 'Say until when it is open; that must be later than now.');
  if (until - at > furthestAhead) return undoableField('until', 'A permission lasts 90 days at most.');
  return { audience, from: null, until };
}

/** The proxy fetches what the lesson needs before it begins, and writes here how far it is. */
async function prepareLesson(school: SchoolStore, request: WhitelistRequest, at: number): Promise<void> {
  await school.requests.saveReadiness(request.id, { state: 'waiting', at: null, fetched: 0, stored: 0, bytes: 0, missing: [] });
  await school.jobs.add({ id: newId('job'), kind: 'precache', about: request.id, part: null }, at);
}
