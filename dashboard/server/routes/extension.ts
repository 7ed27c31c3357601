// What managed browsers say to the server (`policies/contracts/extension-api.ts`).
import { open as openFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  bundleResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  eventsRequestSchema,
  eventsResponseSchema,
  heartbeatRequestSchema,
  heartbeatResponseSchema,
  listKeyResponseSchema,
  proxyTokenResponseSchema,
} from '#policies/contracts/extension-api.ts';
import { listKeySecret } from '#store/school-store.ts';
import { sha256 } from '../accounts/secret-token.ts';
import { deviceEvent } from '../devices/device-event.ts';
import { subjectOf } from '../devices/device-subject.ts';
import { enrol } from '../devices/enrol.ts';
import { recordLost } from '../devices/lost-events.ts';
import { issueProxyToken } from '../devices/issue-proxy-token.ts';
import { busy, noPolicyYet, notFound, Problem } from '../http/problem.ts';
import { RawAnswer } from '../http/raw-answer.ts';
import { route } from '../http/route.ts';

const wrongKey = new Problem(
  401,
  'Unknown enrolment key',
  'No school has this enrolment key. Check the managed configuration of the extension.',
);
/** Longest wait for a bundle, in seconds: below the half minute after which proxies and browsers give up on silence. */
const longestWait = 25;

const enrolDevice = route({
  method: 'POST',
  url: '/api/extension/enrol',
  public: 'a browser has no token before it is enrolled; the school’s enrolment key is asked for instead',
  anyOrigin: 'an extension is an origin of its own, and no session is looked at: the key alone counts',
  perMinute: 120,
  schema: { body: enrolRequestSchema, answer: enrolResponseSchema },
  async handler({ services, body, at }) {
    const id = await services.store.enrolmentSchool(sha256(body.enrolmentKey));
    if (id === null) return wrongKey;
    // One at a time for an install: two that cross would leave the browser with the token of the loser.
    return services.inTurn(`enrol:${id}:${body.install}`, () => enrol(services.store.forSchool(id), body, at));
  },
});

const nextBundle = route({
  method: 'GET',
  url: '/api/extension/bundle',
  device: 'takes the policy that it enforces',
  schema: {
    query: z.object({ after: z.coerce.number().int().min(0).default(0), wait: z.coerce.number().min(0).default(0) }),
    answer: bundleResponseSchema.optional(),
  },
  async handler({ services, device, school, query, reply }) {
    let newer: boolean | 'full' = (await school.policies.latestBundleNumber()) > query.after;
    if (!newer && query.wait > 0) {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      newer = await services.watch.newer(school, device.id, query.after, Math.min(query.wait, longestWait) * 1000, gone.signal);
    }
    if (newer === 'full') return busy;
    const bytes = newer ? await services.bundles.latestBytes(school) : null;
    return bytes ? new RawAnswer('application/json; charset=utf-8', bytes) : undefined;
  },
});

const material = route({
  method: 'GET',
  url: '/api/extension/materials/:sha256',
  device: 'takes what the policy stands on',
  perMinute: 600,
  schema: { params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) },
  async handler({ services, school, params }) {
    const opened = await services.bundles.latest(school);
    // Only what is in force: a name of its own school's is all that a device has to ask for.
    const known = opened?.bundle.materials?.find(({ sha256 }) => sha256 === params.sha256);
    const file = known && services.materials && (await openFile(services.materials.fileOf(known)).catch(() => null));
    if (!known || !file) return notFound('part of the policy');
    return new RawAnswer('application/octet-stream', file.createReadStream(), {
      'content-length': String(known.bytes),
      'cache-control': 'private, no-store',
    });
  },
});

const listKey = route({
  method: 'GET',
  url: '/api/extension/list-key',
  device: 'takes the key that mandatory lists are hashed with',
  schema: { answer: listKeyResponseSchema },
  async handler({ school }) {
    const key = await school.secrets.get(listKeySecret);
    return key === null ? notFound('key') : { key };
  },
});

const reportEvents = route({
  method: 'POST',
  url: '/api/extension/events',
  device: 'reports what it stopped and saw',
  schema: { body: eventsRequestSchema, answer: eventsResponseSchema },
  async handler({ services, device, school, body, at }) {
    const [opened, subject] = await Promise.all([services.bundles.latest(school), subjectOf(school, device)]);
    if (!opened) return noPolicyYet;
    await school.events.append(body.events.map((event) => deviceEvent(event, device, subject, opened.judge, at)));
    return { accepted: body.events.map((event) => event.id) };
  },
});

const heartbeat = route({
  method: 'POST',
  url: '/api/extension/heartbeat',
  device: 'says that it is alive',
  schema: { body: heartbeatRequestSchema, answer: heartbeatResponseSchema },
  async handler({ services, device, school, body, at }) {
    await services.inTurn(`heartbeat:${school.school.id}:${device.id}`, async () => {
      const { lastHeartbeat } = (await school.devices.byId(device.id)) ?? device;
      // A browser whose store fails cannot say what it lost; that is no reason to forget what it said.
      const beat = { ...body, lost: body.lost ?? lastHeartbeat?.lost };
      await recordLost(school, device.id, lastHeartbeat?.lost, beat.lost, at);
      await school.devices.heartbeat(device.id, beat, at);
    });
    const [bundle, subject] = await Promise.all([school.policies.latestBundleNumber(), subjectOf(school, device)]);
    return { bundle, subject, at };
  },
});

const proxyToken = route({
  method: 'POST',
  url: '/api/extension/proxy-token',
  device: 'takes what it shows the proxy',
  perMinute: 600,
  schema: { answer: proxyTokenResponseSchema },
  handler: ({ device, school, at }) => issueProxyToken(school, device, at),
});

export const extensionRoutes = [enrolDevice, nextBundle, material, listKey, reportEvents, heartbeat, proxyToken];
