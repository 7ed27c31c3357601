// A class of thirty opens one page of a hundred parts at once behind a line of 20 Mbit/s with 80 ms: prepared, prepared and the origin
// switched off, and not prepared.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createTestAuthority } from '../support/test-authority.ts';
import { startBrowser } from './lesson/chromium-load.ts';
import { hosts, otherPageUrl, pageBytes, pageUrl } from './lesson/lesson-page.ts';
import type { PageLoad } from './lesson/load-page.ts';
import { startChild, type MeasuredChild } from './measured-child.ts';
import { median, medianRatio } from './medians.ts';
import { programVersion, type Report } from './report.ts';

const ways = ['prepared', 'prepared, origin off', 'not prepared', 'not prepared, nothing shared'] as const;
type Way = (typeof ways)[number];

interface Round {
  /** The last pupil's, milliseconds. */
  readonly last: number;
  readonly middle: number;
  readonly lastChromium: number;
  /** Addresses that were missing in any browser. */
  readonly missing: number;
  /** Most requests that the origin saw for one address. */
  readonly mostAsked: number;
  readonly originRequests: number;
  readonly proxyCpu: number;
}

const line = { bitsPerSecond: 20_000_000, delayMs: 80 };
const place = z.object({ port: z.number(), authority: z.string() });
const loads = z.object({
  loads: z.array(z.object({ ms: z.number(), bytes: z.number(), failed: z.array(z.string()), asked: z.number() })),
});
const answerOf = <Answer>(child: MeasuredChild<unknown>, message: object, read: (message: unknown) => Answer): Promise<Answer> =>
  new Promise((resolve) => {
    let told = false;
    child.heard((heard) => {
      if (!told) resolve(read(heard));
      told = true;
    });
    child.tell(message);
  });

export async function benchLesson(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: { rounds: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const rounds = Math.max(1, Number(values.rounds ?? (values.quick ? 1 : 5)));
  const version = programVersion('/usr/bin/chromium', '--version');
  const real = version === null ? 0 : 2;
  const pupils = 30;
  const measured = new Map<Way, Round[]>(ways.map((way) => [way, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const way of ways) {
      const one = await classOpens(way, pupils - real, real);
      measured.get(way)?.push(one);
      console.error(`round ${round + 1} of ${rounds}, ${way}: ${JSON.stringify(one)}`);
    }
  return report(measured, rounds, version);
}

async function classOpens(way: Way, simulated: number, real: number): Promise<Round> {
  const authority = await createTestAuthority();
  const certificate = await authority.issue(hosts);
  const shares = way !== 'not prepared, nothing shared';
  const origin = await startChild('lesson-origin.ts', { ...certificate, ...line, shares }, (message) =>
    z.object({ port: z.number() }).parse(message),
  );
  const proxy = await startChild('lesson-proxy.ts', { root: authority.root, originPort: origin.ready.port }, (message) =>
    place.parse(message),
  );
  const browsers = await startChild('lesson-browsers.ts', {}, () => null);
  const through = { port: proxy.ready.port, authority: proxy.ready.authority };
  const windows = await Promise.all(Array.from({ length: real }, () => startBrowser(through.port)));
  try {
    const open = (url: string) => answerOf(browsers, { ...through, url, browsers: simulated }, (message) => loads.parse(message).loads);
    for (let warming = 0; warming < 3; warming += 1) await open(otherPageUrl);
    if (way.startsWith('prepared')) {
      const { readiness } = await answerOf(proxy, { prepare: true }, (message) =>
        z.object({ readiness: z.looseObject({ state: z.string() }) }).parse(message),
      );
      if (readiness.state !== 'green') throw new Error(`the lesson is not ready: ${JSON.stringify(readiness)}`);
    }
    const asked = (message: object): Promise<string[]> =>
      answerOf(origin, message, (said) => z.object({ asked: z.array(z.string()) }).parse(said).asked);
    // What it was asked for until now was to prepare.
    await asked({ off: way === 'prepared, origin off' });
    const cpu = proxy.cpu();
    const [all, ...ofWindows] = await Promise.all([open(pageUrl), ...windows.map((one) => one.open(pageUrl))]);
    const seen = await asked({});
    return roundOf(all, ofWindows, seen, proxy.cpu() - cpu);
  } finally {
    await Promise.all(windows.map((one) => one.close()));
    for (const child of [browsers, proxy, origin]) await child.stop();
  }
}

function roundOf(simulated: readonly PageLoad[], windows: readonly PageLoad[], seen: readonly string[], proxyCpu: number): Round {
  const all = [...simulated, ...windows];
  const counts = new Map<string, number>();
  // Browsers ask for an icon that nobody has.
  for (const url of seen) if (!url.endsWith('/favicon.ico')) counts.set(url, (counts.get(url) ?? 0) + 1);
  return {
    last: Math.max(...all.map(({ ms }) => ms)),
    middle: median(all.map(({ ms }) => ms)),
    lastChromium: Math.max(...windows.map(({ ms }) => ms)),
    missing: all.reduce((sum, { failed, asked }) => sum + failed.length + Math.max(0, 100 - asked), 0),
    mostAsked: Math.max(0, ...counts.values()),
    originRequests: [...counts.values()].reduce((sum, count) => sum + count, 0),
    proxyCpu,
  };
}

function report(measured: ReadonlyMap<Way, readonly Round[]>, rounds: number, version: string | null): Report {
  const of = (way: Way, figure: keyof Round): number[] => measured.get(way)?.map((round) => round[figure]) ?? [];
  const seconds = (values: readonly number[]): string => (median(values) / 1000).toFixed(2);
  const prepared = of('prepared', 'last');
  const ratio = (way: Way): number => medianRatio(of(way, 'last'), prepared);
  const figures = ways.map((way) => [
    way,
    seconds(of(way, 'last')),
    seconds(of(way, 'middle')),
    seconds(of(way, 'lastChromium')),
    Math.max(...of(way, 'mostAsked')),
    median(of(way, 'originRequests')),
    Math.max(...of(way, 'missing')),
    median(of(way, 'proxyCpu')).toFixed(2),
    ratio(way).toFixed(1),
  ]);
  return {
    name: `Thirty browsers open a page of 100 parts (${(pageBytes / 1e6).toFixed(1)} MB) at once; 20 Mbit/s, 80 ms`,
    columns: [
      'lesson',
      'last pupil s',
      'median pupil s',
      'last Chromium s',
      'most asked',
      'asked in all',
      'missing',
      'proxy CPU s',
      'times',
    ],
    rows: figures,
    notes: [
      `Medians of ${rounds} rounds; the most of all rounds for requests for one address and for missing parts. "times": the last pupil's load against that with the page prepared, in the same round.`,
      'The line is a relay in user space (tests/bench/lesson/slow-link.ts).',
      'Not prepared, thirty browsers still share what one of them fetches; "nothing shared" is the same page from an origin that says no-store.',
    ],
    figures: { rounds, line, pageBytes, measured: Object.fromEntries(measured) },
    peers: version === null ? {} : { chromium: version },
  };
}
