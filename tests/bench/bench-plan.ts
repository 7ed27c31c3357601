// A plan of forty sites: how long until its teacher sees what pupils would find, and until all pages are here, beside what the line can carry.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { planViewSchema } from '#policies/contracts/plan-api.ts';
import { teacher } from '#tests/support/cast.ts';
import { openSchoolDay, thursdayPeriod3 } from '#tests/support/school-day.ts';
import { pageBytes } from './lesson/lesson-page.ts';
import { startChild } from './measured-child.ts';
import { median } from './medians.ts';
import type { Report } from './report.ts';

type View = z.output<typeof planViewSchema>;

const line = { bitsPerSecond: 20_000_000, delayMs: 80 };
const lesson = { group: '8b', date: '2026-11-26', period: '3' };

interface Round {
  readonly dryRun: number;
  /** Seconds until everything was fetched by the crawler. */
  readonly fetching: number;
  /** Bytes that this process (proxy, dashboard and store) grew by at most. */
  readonly grown: number;
  readonly state: string;
}

export async function benchPlan(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: { rounds: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const rounds = Math.max(1, Number(values.rounds ?? (values.quick ? 1 : 3)));
  const sites = values.quick ? 8 : 40;
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await onePlan(sites));
  const of = (figure: 'dryRun' | 'fetching' | 'grown'): number => median(measured.map((one) => one[figure]));
  const atBest = (sites * pageBytes * 8) / line.bitsPerSecond;
  return {
    name: `A plan of ${sites} sites of 100 parts and ${(pageBytes / 1e6).toFixed(1)} MB each; 20 Mbit/s, 80 ms`,
    columns: ['', 'median'],
    rows: [
      ['every site tried as a pupil, s', of('dryRun').toFixed(2)],
      ['all pages fetched by the crawler, s', of('fetching').toFixed(1)],
      ['of what the line can, %', Math.round((100 * atBest) / of('fetching'))],
      ['grown by, MB', (of('grown') / 1e6).toFixed(0)],
    ],
    notes: [
      `Medians of ${rounds} rounds. The line is a relay in user space (tests/bench/lesson/slow-link.ts).`,
      'Proxy, dashboard and store are one process here. No browser: it opens the pages one after the other when the crawler has fetched them.',
    ],
    unexpected: measured.filter(({ state }) => state !== 'green').map(({ state }) => `the plan was ${state}`),
    figures: { measured, sites, pageBytes, line },
    peers: {},
  };
}

async function onePlan(sites: number): Promise<Round> {
  let port = 0;
  const day = await openSchoolDay({
    at: thursdayPeriod3 - 60_000,
    browser: false,
    connectTo: (host) => (host.endsWith('.test') ? { host: '127.0.0.1', port } : null),
  });
  const names = Array.from({ length: sites }, (_, n) => `site-${n}.test`);
  const certificate = await day.originAuthority.issue(names.flatMap((name) => [name, `cdn.${name}`]));
  const origin = await startChild('lesson-origin.ts', { ...certificate, ...line, shares: true }, (message) =>
    z.object({ port: z.number() }).parse(message),
  );
  port = origin.ready.port;
  try {
    const asTeacher = await day.signIn(teacher);
    const links = names.map((name) => ({ url: `https://${name}/rivers`, wholeSite: false, what: 'Read it' }));
    const began = performance.now();
    const { plan, trials } = await asTeacher.post<View>('/api/plans', { title: 'Long', lessons: [lesson], links });
    const dryRun = (performance.now() - began) / 1000;
    if (trials.length !== sites) throw new Error('not every site was tried');
    // The looks would be under way beside the fetching.
    for (const job of await day.school.jobs.list({ about: plan.id, limit: 500 }))
      await day.school.jobs.cancel(job.id, day.now(), 'Not now.');
    await asTeacher.post(`/api/plans/${plan.id}/ask`, {});
    const before = process.memoryUsage.rss();
    let most = before;
    const asked = performance.now();
    await asTeacher.post(`/api/plans/${plan.id}/prepare`, { lesson });
    for (;;) {
      most = Math.max(most, process.memoryUsage.rss());
      const [ready] = await day.school.plans.readyOf(plan.id);
      if (ready && ready.state !== 'running' && ready.state !== 'waiting')
        return { dryRun, fetching: (performance.now() - asked) / 1000, grown: most - before, state: ready.state };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await origin.stop();
    await day.close();
  }
}
