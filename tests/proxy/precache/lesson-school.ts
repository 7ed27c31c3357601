// A school with an approved lesson and the parts of the proxy that prepare it: real store, real bundle, real cache, real TLS origins.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { compileBundle } from '#policies/bundle/compile.ts';
import { signBundle } from '#policies/bundle/signed-bundle.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Readiness } from '#policies/contracts/whitelist-request.ts';
import type { Rule } from '#policies/model/rule.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { openHttpCache, type HttpCache } from '#proxy/cache/http-cache.ts';
import type { OriginResponse } from '#proxy/exchange/exchange.ts';
import { forward } from '#proxy/exchange/forward.ts';
import { fetchThrough } from '#proxy/exchange/internal-exchange.ts';
import type { FetchThroughPipeline } from '#proxy/exchange/internal-request.ts';
import { judge } from '#proxy/exchange/judge.ts';
import { oblige } from '#proxy/exchange/oblige.ts';
import { pipeline } from '#proxy/exchange/stage.ts';
import { originConnector } from '#proxy/origin/connector.ts';
import { originClient } from '#proxy/origin/origin-client.ts';
import { answers } from '#proxy/pages/answers.ts';
import { watchBundle } from '#proxy/policy/bundle-watch.ts';
import type { PrecacheLimits } from '#proxy/precache/precache-limits.ts';
import { startPrecacheRunner, type PrecacheRunner } from '#proxy/precache/precache-runner.ts';
import { staticVisit } from '#proxy/precache/visit/static-visit.ts';
import { openAuthority } from '#proxy/tls/authority.ts';
import type { SchoolStore } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield } from '../../support/cast.ts';
import { openOriginSite, type OriginSite } from '../../support/origin-site.ts';
import { createTestAuthority } from '../../support/test-authority.ts';

const [, , period = starterPolicy.periods[0]] = starterPolicy.periods;
if (!period) throw new Error('the starter timetable has periods');
export const lesson = { group: '8b', date: '2026-11-26', period: period.id };
const lessonBegins = Date.parse(`${lesson.date}T${period.from}:00Z`);
/** The morning of the day before. */
const before = Date.parse('2026-11-25T10:00:00Z');

const permission: Rule = {
  id: 'decision-1',
  layer: 'decision',
  effect: 'allow',
  match: { kind: 'host', host: 'lesson.test', path: null },
  audience: '8b',
  from: Date.parse('2026-11-26T00:00:00Z'),
  until: Date.parse('2026-11-27T00:00:00Z'),
  origin: { kind: 'decision', request: 'request-1', by: 'lewis' },
  reason: 'Rivers',
};
const policy: PolicyDocument = {
  ...starterPolicy,
  groups: [...starterPolicy.groups, { id: '8b', name: '8B', kind: 'class', parent: 'year-8' }],
  rules: [...starterPolicy.rules, permission],
};
const lists = [
  {
    id: 'games',
    name: 'Games',
    category: 'games',
    entries: [
      [1, 'lesson.test'],
      [2, 'games.test'],
    ] satisfies [number, string][],
  },
  { id: 'illegal', name: 'Illegal', category: 'illegal', entries: [[1, 'illegal.test']] satisfies [number, string][] },
];

export interface LessonSchool {
  readonly school: SchoolStore;
  readonly outside: OriginSite;
  cache: HttpCache;
  now: number;
  /** First moment of the lesson. */
  readonly lessonBegins: number;
  /** Publishes the policy with the permission for the lesson, or still without it. */
  publish(permitted: boolean): Promise<void>;
  /** Approves a lesson with the page and leaves the job; not prepared until a runner runs. */
  approve(url: string): Promise<void>;
  start(limits?: Partial<PrecacheLimits>): PrecacheRunner;
  /** Approves, runs, and waits for the outcome. */
  prepare(url: string, limits?: Partial<PrecacheLimits>): Promise<Readiness>;
  outcome(): Promise<Readiness>;
  /** As the proxy asks for itself. */
  readonly fetch: FetchThroughPipeline;
  /** As a pupil of the class asks, at the present moment. */
  asPupil(url: string, headers?: Record<string, string>): Promise<OriginResponse>;
  close(): Promise<void>;
}

export async function openLessonSchool(options: { permitted?: boolean } = {}): Promise<LessonSchool> {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-lesson-'));
  const store = await openSqlite(join(dir, 'store.sqlite'));
  await store.createSchool(greenfield);
  const school = store.forSchool(greenfield.id);
  await school.policies.save(policy, 0, 'system', before);
  const keys = generateKeyPairSync('ed25519');
  const log = pino({ level: 'silent' });
  const originAuthority = await createTestAuthority();
  const outside = await openOriginSite(originAuthority);
  const authority = await openAuthority(join(dir, 'ca'));
  const connector = originConnector({
    roots: [originAuthority.root],
    ownCertificate: authority.certificateDer,
    connectTo: outside.connectTo,
    privateNetworks: false,
    timeout: 2000,
  });
  const origins = originClient({ connector, headersTimeout: 5000, bodyTimeout: 5000, maxHeaderBytes: 65_536 });
  const pages = answers({ schoolName: greenfield.name, dashboardUrl: 'https://dashboard.test' });
  let number = 0;
  const publish = async (permitted: boolean): Promise<void> => {
    number += 1;
    const published = permitted ? policy : { ...policy, rules: starterPolicy.rules };
    const compiled = compileBundle({ school: greenfield.id, number, madeAt: before, policy: published, lists, phraseLists: [] });
    if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
    await school.policies.saveBundle(
      await signBundle(compiled.bundle, (bytes) => Promise.resolve(sign(null, bytes, keys.privateKey))),
      before,
    );
  };
  await publish(options.permitted ?? true);
  const bundleKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const watch = await watchBundle({ school, bundleKey, materials: () => Promise.resolve(null), pollMs: 50, log });
  const runners: PrecacheRunner[] = [];

  const world: LessonSchool = {
    school,
    outside,
    cache: await openHttpCache({ dir: join(dir, 'cache'), maxBytes: 50_000_000, clock: () => world.now }),
    now: before,
    lessonBegins,
    publish,
    async approve(url) {
      await school.requests.save({
        id: 'request-1',
        at: before,
        askedBy: { kind: 'account', id: 'okafor' },
        reference: null,
        url,
        host: new URL(url).hostname,
        path: null,
        lesson,
        reason: 'Rivers',
        state: 'approved',
        decision: { by: 'lewis', at: before, reason: 'Good', audience: '8b', from: null, until: null, rule: permission.id },
      });
      await school.jobs.add({ id: 'job-1', kind: 'precache', about: 'request-1', part: null }, world.now);
    },
    start(limits = {}) {
      const runner = startPrecacheRunner({
        school,
        fetchThroughPipeline: fetcher(),
        hasBrowser: () => Promise.resolve(false),
        visit: (visiting) => staticVisit(visiting, { fetch: fetcher(), robots: null, instead: 'No browser here.' }),
        cache: world.cache,
        clock: () => world.now,
        log,
        pollMs: 20,
        limits: { approvalWait: 100, ...limits },
      });
      runners.push(runner);
      return runner;
    },
    async prepare(url, limits) {
      await world.approve(url);
      world.start(limits);
      return world.outcome();
    },
    async outcome() {
      for (;;) {
        const readiness = await school.requests.readiness('request-1');
        if (readiness && readiness.state !== 'waiting' && readiness.state !== 'running') return readiness;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    fetch: (request, signal) => fetcher()(request, signal),
    asPupil: (url, headers = {}) => fetcher('client')({ url, headers: Object.entries(headers), group: '8b', at: world.now }),
    async close() {
      await Promise.all(runners.map((runner) => runner.close()));
      await watch.close();
      await world.cache.close();
      await origins.close();
      await outside.switchOff();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  /** The proxy's stages; a pupil's request is the same but for its purpose. */
  const fetcher = (purpose: 'client' | 'precache' = 'precache'): FetchThroughPipeline =>
    fetchThrough((exchange) =>
      pipeline([judge(watch.judge, (inForce, asked) => inForce.judge(asked), pages), oblige(), world.cache.stage, forward(origins, pages)])(
        purpose === 'precache' ? exchange : { ...exchange, purpose },
      ),
    );
  return world;
}
