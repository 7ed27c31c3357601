// What each way of visiting says of a page, compared object by object with what a pupil's real Chromium did with it afterwards.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultPrecacheLimits } from '#proxy/precache/precache-limits.ts';
import type { VisitResult } from '#proxy/precache/visit/visit.ts';
import { mia } from '../../../support/cast.ts';
import { withoutPolicy } from '../../../support/chromium/managed-policy.ts';
import { openProxiedSchool, type ProxiedSchool } from '../../support/proxied-school.ts';
import { madeUpSites } from './sites/made-up-sites.ts';
import { openPupilsBrowser, type PupilsBrowser } from './sites/pupils-browser.ts';
import { page, script, type VisitedSite } from './sites/visited-site.ts';

let day: ProxiedSchool;
let pupil: PupilsBrowser;
let letGo: () => void;
const rows: string[] = [];
beforeAll(async () => {
  letGo = await withoutPolicy();
  day = await openProxiedSchool();
  pupil = await openPupilsBrowser(day, await day.deviceOf(mia));
}, 320_000);
afterAll(async () => {
  await pupil.close();
  await day.close();
  letGo();
  process.stdout.write(`${['site | pupil asked | Chromium | crawler', ...rows].join('\n')}\n`);
});

function visit(url: string, { limits = {} }: Partial<VisitedSite>, by?: 'crawler'): Promise<VisitResult> {
  return day.proxy.visit({
    url,
    group: '8b',
    at: day.now(),
    permits: [],
    signal: new AbortController().signal,
    limits: { ...defaultPrecacheLimits, pace: { burst: 1_000, perSecond: 1_000 }, ...limits },
    progress: () => undefined,
    ...(by === undefined ? {} : { by }),
  });
}

/** As a pupil's browser would tell it. What is only one of several, or only in advance, is asked for by some browsers and not by others. */
function predicted({ requests }: VisitResult, really: ReadonlyMap<string, string>): Map<string, string> {
  const told = requests
    .filter(
      ({ url, alternative, outcome }) =>
        !new URL(url).pathname.endsWith('/favicon.ico') && outcome.is !== 'left-out' && (!alternative || really.has(url)),
    )
    .map(({ url, outcome }): [string, string] => [
      url,
      outcome.is === 'blocked' ? 'blocked' : outcome.is === 'fetched' ? 'fetched' : 'failed',
    ]);
  return new Map(told);
}

/** Objects that one tells and the other does not, or tells otherwise. */
function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((url) => one.get(url) !== other.get(url)).sort();
}

function agreement(differing: readonly string[], really: ReadonlyMap<string, string>): string {
  const wrong = differing.filter((url) => really.has(url)).length;
  const more = differing.length - wrong;
  return `${really.size - wrong} of ${really.size}${more === 0 ? '' : ` and ${more} more`}`;
}

describe('what is predicted is what happens', () => {
  test.each(madeUpSites)('$name', { timeout: 40_000 }, async (site) => {
    const { url, crawlerMisses = [], crawlerAlso = [], changing = /^$/, notes = [] } = site;
    site.serve(day.outside);
    const byCrawler = await visit(url, site, 'crawler');
    const byChromium = await visit(url, site);
    expect([byCrawler.by, byChromium.by]).toEqual(['crawler', 'chromium']);
    const really = await pupil.open(url);

    const chromiumDiffers = differences(predicted(byChromium, really), really);
    const crawlerDiffers = differences(predicted(byCrawler, really), really);
    const told = ({ milliseconds }: VisitResult, differing: readonly string[]): string =>
      `${agreement(differing, really)} (${milliseconds} ms)`;
    rows.push([site.name, really.size, told(byChromium, chromiumDiffers), told(byCrawler, crawlerDiffers)].join(' | '));
    const known = (differing: readonly string[]): string[] => differing.filter((one) => !changing.test(one));
    expect(known(chromiumDiffers)).toEqual([]);
    expect(known(crawlerDiffers)).toEqual([...crawlerMisses, ...crawlerAlso].sort());
    for (const result of [byCrawler, byChromium])
      expect([result.by, result.notes.map(({ about }) => about)]).toEqual([result.by, expect.arrayContaining([...notes])]);
  });
});

test(
  'a site that turns malicious between two visits: the second one says what is new and what of it is stopped',
  { timeout: 40_000 },
  async () => {
    const url = 'https://turned.test/';
    day.outside.page('turned.test/', page('<script src="/quiz.js"></script>'));
    day.outside.page('turned.test/quiz.js', script('1'));
    day.outside.page('dropper.test/x.js', script('fetch("https://illegal.test/more").catch(() => {})'));
    const before = await visit(url, {});
    day.outside.page('turned.test/', page('<script src="/quiz.js"></script><script src="https://dropper.test/x.js"></script>'));
    const after = await visit(url, {});
    const really = await pupil.open(url);
    expect(differences(predicted(before, really), really)).toEqual(['https://dropper.test/x.js', 'https://illegal.test/more']);
    expect(differences(predicted(after, really), really)).toEqual([]);
    expect(after.requests.find(({ host }) => host === 'illegal.test')?.outcome).toMatchObject({
      is: 'blocked',
      stopped: { layer: 'mandatory' },
    });
    expect(day.outside.requestsTo('illegal.test')).toEqual([]);
  },
);

test('no visit is recorded as anybody’s', async () => {
  const events = await day.events();
  expect(events.length).toBeGreaterThan(10);
  expect([...new Set(events.map(({ subject }) => subject))]).toEqual([mia.id]);
});
