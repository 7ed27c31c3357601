// Thirty pupils open the page of a lesson at once behind a line of 20 Mbit/s and 80 ms: each by himself, with a cache that has not seen the page, and with the page
// prepared by a plan; then with the site switched off.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { planViewSchema } from '#policies/contracts/plan-api.ts';
import { committeeMember, mia, teacher } from '#tests/support/cast.ts';
import { openSchoolDay, thursdayPeriod3, type SchoolDay } from '#tests/support/school-day.ts';
import { lessonPage, lessonUrl } from './lesson/lesson-page.ts';
import { credentialsFor } from './lesson/credentials.ts';
import { startChild, type MeasuredChild } from './measured-child.ts';
import { median } from './medians.ts';
import type { Report } from './report.ts';

const pupils = 30;
const line = { bytesPerSecond: 2_500_000, delay: 40 };
const askedSchema = z.object({ asked: z.record(z.string(), z.number()) });
const loadsSchema = z.object({ loads: z.array(z.object({ ms: z.number(), failed: z.array(z.string()) })) });
type Loads = z.output<typeof loadsSchema>['loads'];
type View = z.output<typeof planViewSchema>;
type Child = MeasuredChild<{ port: number }>;

const answer = <T>(child: MeasuredChild<unknown>, message: object | string, schema: z.ZodType<T>): Promise<T> =>
  new Promise((resolve) => {
    let done = false;
    child.heard((heard) => {
      const parsed = schema.safeParse(heard);
      if (!parsed.success || done) return;
      done = true;
      resolve(parsed.data);
    });
    child.tell(message as object);
  });

interface Class {
  readonly day: SchoolDay;
  readonly origin: Child;
  load(): Promise<{ loads: Loads; asked: Record<string, number> }>;
  close(): Promise<void>;
}

async function openClass(change: { browser?: false } = {}): Promise<Class> {
  let port = 0;
  const day = await openSchoolDay({
    ...change,
    at: thursdayPeriod3 - 60_000,
    connectTo: (host) => (host.endsWith('.test') ? { host: '127.0.0.1', port } : null),
  });
  const certificate = await day.originAuthority.issue(['lesson.test', 'cdn.test', '*.lesson.test', '*.cdn.test']);
  const origin = await startChild('lesson-origin.ts', { ...certificate, ...line }, (message) =>
    z.object({ port: z.number() }).parse(message),
  );
  port = origin.ready.port;
  const pupilsOf = await startChild('lesson-class.ts', { authority: day.authority.certificatePem, pupils }, (message) => message);
  const everybody = Array.from({ length: pupils }, (_, n) => ({ ...mia, id: `pupil-${n}`, login: `pupil-${n}@greenfield.test` }));
  await day.school.people.save(everybody);
  const devices = await Promise.all(everybody.map((pupil) => credentialsFor(day, pupil)));
  return {
    day,
    origin,
    async load() {
      const { loads } = await answer(
        pupilsOf,
        { proxyPort: day.proxy.port, linePort: null, credentials: await Promise.all(devices.map((credentials) => credentials())) },
        loadsSchema,
      );
      const { asked } = await answer(origin, 'asked', askedSchema);
      return { loads, asked };
    },
    async close() {
      await pupilsOf.stop();
      await origin.stop();
      await day.close();
    },
  };
}

/** A teacher plans, the committee approves, the proxy fetches; the seconds that the fetching took. */
async function prepared({ day }: Class): Promise<{ seconds: number; state: string }> {
  const asTeacher = await day.signIn(teacher);
  const { plan } = await asTeacher.post<View>('/api/plans', {
    title: 'Rivers',
    lessons: [{ group: '8b', date: '2026-11-26', period: '3' }],
    links: [{ url: lessonUrl, wholeSite: false, what: 'Read about deltas' }],
  });
  const began = performance.now();
  const asked = await asTeacher.post<View>(`/api/plans/${plan.id}/ask`, {});
  if (asked.plan.links[0]?.state === 'waiting') {
    const committee = await day.signIn(committeeMember);
    await committee.post(`/api/plans/${plan.id}/answer`, { answers: [{ link: plan.links[0]?.id, decision: 'approve', reason: 'Good' }] });
  } else await asTeacher.post(`/api/plans/${plan.id}/prepare`, { lesson: plan.lessons[0] });
  for (;;) {
    const [ready] = await day.school.plans.readyOf(plan.id);
    if (ready && ready.state !== 'running' && ready.state !== 'waiting')
      return {
        seconds: (performance.now() - began) / 1000,
        state: `${ready.state} ${ready.links[0]?.missing.map(({ url, why }) => `${url} ${why}`).join(' ')}`.trim(),
      };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A plan of so many sites: seconds until its teacher sees what pupils would find, and until all of it is here; megabytes that came and that the proxy grew by. */
async function longPlan(
  { day }: Class,
  sites: number,
): Promise<{ dryRun: number; fetching: number; state: string; megabytes: number; grown: number }> {
  const asTeacher = await day.signIn(teacher);
  const links = Array.from({ length: sites }, (_, n) => ({ url: `https://p${n}.lesson.test/rivers`, wholeSite: false, what: 'Read it' }));
  const lesson = { group: '8b', date: '2026-11-26', period: '3' };
  const began = performance.now();
  const { plan, trials } = await asTeacher.post<View>('/api/plans', { title: 'Long', lessons: [lesson], links });
  if (trials.length !== sites) throw new Error('not every site was tried');
  const dryRun = (performance.now() - began) / 1000;
  for (const job of await day.school.jobs.list({ about: plan.id, limit: 500 })) await day.school.jobs.cancel(job.id, day.now(), 'Not now.');
  const before = process.memoryUsage.rss();
  let most = before;
  await asTeacher.post(`/api/plans/${plan.id}/ask`, {});
  await asTeacher.post(`/api/plans/${plan.id}/prepare`, { lesson });
  const asked = performance.now();
  for (;;) {
    most = Math.max(most, process.memoryUsage.rss());
    const [ready] = await day.school.plans.readyOf(plan.id);
    if (ready && ready.state !== 'running' && ready.state !== 'waiting') {
      const megabytes = lessonPage().reduce((sum, { body }) => sum + body.length, 0) * sites * 1e-6;
      return { dryRun, fetching: (performance.now() - asked) / 1000, state: ready.state, megabytes, grown: (most - before) / 1e6 };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const last = (loads: Loads): number => Math.max(...loads.map(({ ms }) => ms)) / 1000;
const failures = (loads: Loads): number => loads.reduce((sum, { failed }) => sum + failed.length, 0);
const most = (asked: Record<string, number>): number => Math.max(0, ...Object.values(asked));

export async function benchLesson(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: { rounds: { type: 'string', default: '5' }, quick: { type: 'boolean', default: false } },
  });
  const rounds = values.quick ? 1 : Math.max(1, Number.parseInt(values.rounds, 10) || 5);
  const objects = lessonPage();
  const unexpected: string[] = [];
  const alone: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  const first: number[] = [];
  const fetching: number[] = [];
  const offline: number[] = [];
  const askedOf = { cold: 0, warm: 0 };
  for (let round = 0; round < rounds; round++) {
    const without = await openClass();
    cold.push(await measure(without, 'cold'));
    if (round === 0 || !values.quick) alone.push(await direct(without));
    await without.close();

    const lesson = await openClass();
    const { seconds, state } = await prepared(lesson);
    fetching.push(seconds);
    if (state !== 'green') unexpected.push(`round ${round}: the lesson was ${state}`);
    await answer(lesson.origin, 'asked', askedSchema);
    lesson.day.setTime(thursdayPeriod3 + 600_000);
    const { loads, asked } = await lesson.load();
    warm.push(last(loads));
    first.push(median(loads.map(({ ms }) => ms / 1000)));
    askedOf.warm = Math.max(askedOf.warm, most(asked));
    if (failures(loads) > 0) unexpected.push(`round ${round}: ${failures(loads)} objects did not come`);
    await answer(lesson.origin, 'off', askedSchema);
    const off = await lesson.load().then(({ loads: found }) => found);
    offline.push(last(off));
    if (failures(off) > 0)
      unexpected.push(`round ${round}, site off: ${failures(off)} objects did not come, such as ${off.flatMap(({ failed }) => failed)[0]}`);
    await lesson.close();
  }

  async function measure(without: Class, name: 'cold'): Promise<number> {
    const { loads, asked } = await without.load();
    askedOf[name] = Math.max(askedOf[name], most(asked));
    if (failures(loads) > 0) unexpected.push(`${name}: ${failures(loads)} objects did not come`);
    return last(loads);
  }

  /** Nobody between the pupils and the line. */
  async function direct(without: Class): Promise<number> {
    const everybody = await startChild('lesson-class.ts', { authority: without.day.originAuthority.root, pupils }, (message) => message);
    const { loads } = await answer(everybody, { proxyPort: null, linePort: without.origin.ready.port, credentials: [] }, loadsSchema);
    await everybody.stop();
    return last(loads);
  }

  const forty = await openClass({ browser: false });
  const long = await longPlan(forty, values.quick ? 8 : 40);
  await forty.close();
  if (long.state !== 'green') unexpected.push(`the long plan was ${long.state}`);

  const seconds = (values_: readonly number[]): string => median(values_).toFixed(2);
  const megabytes = (objects.reduce((sum, { body }) => sum + body.length, 0) / 1e6).toFixed(1);
  return {
    name: `${pupils} pupils open a page of ${objects.length} objects and ${megabytes} MB at once; line of 20 Mbit/s and 80 ms`,
    columns: ['', 'last pupil, s', 'requests an object at the origin, most'],
    rows: [
      ['each over the line', seconds(alone), pupils],
      ['through the proxy, page not prepared', seconds(cold), askedOf.cold],
      ['page prepared', seconds(warm), askedOf.warm],
      ['page prepared, site switched off', seconds(offline), 0],
    ],
    notes: [
      `Prepared: last pupil ${(median(alone) / median(warm)).toFixed(1)} times sooner than each over the line, ${(median(cold) / median(warm)).toFixed(1)} times sooner than with a cache that has not seen the page; the pupil in the middle after ${seconds(first)} s.`,
      `Fetching took ${seconds(fetching)} s after the answer.`,
      `A plan of ${values.quick ? 8 : 40} such pages: tried as a pupil in ${long.dryRun.toFixed(2)} s; ${long.megabytes.toFixed(0)} MB fetched in ${long.fetching.toFixed(1)} s, ${Math.round((100 * long.megabytes) / long.fetching / 2.5)} % of what the line can; the server (proxy, dashboard and store) grew by ${long.grown.toFixed(0)} MB at most, by the crawler alone. A browser then adds the seconds that one page takes it, one after the other.`,
      'Pupils are one process that asks as Chromium asks, HTTP/2 through the proxy; all on the same cores.',
    ],
    unexpected,
    figures: { long, alone, cold, warm, first, fetching, offline, askedOf, objects: objects.length },
    peers: {},
  };
}
