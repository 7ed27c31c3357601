// What the extension costs: the same pages in the same browser without it, with Chrome's own rules alone, and with it.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { mia } from '#tests/support/cast.ts';
import { type ExtensionDay, openExtensionDay, schoolRule } from '#tests/support/chromium/extension-day.ts';
import { launchManaged, until, type ManagedBrowser } from '#tests/support/chromium/launch-managed.ts';
import { settledPage } from '#tests/support/chromium/settled-page.ts';
import { html } from '#tests/support/origin-site.ts';
import { listsOnDisk } from '#tests/support/school-lists-on-disk.ts';
import { documentTime, loadTime, longestTyping, withNavigation } from './extension/page-times.ts';
import { median } from './medians.ts';
import { programVersion, type Report } from './report.ts';
import { syntheticNames } from './synthetic-names.ts';

const ways = ['without', 'rules alone', 'extension'] as const;
type Way = (typeof ways)[number];

interface Costs {
  readonly document: number;
  readonly load: number;
  /** The same page from a site that takes 50 ms for each answer. */
  readonly farLoad: number;
  readonly typing: number;
}

export async function benchExtension(options: readonly string[]): Promise<Report | string> {
  const { values } = parseArgs({
    args: [...options],
    options: { rounds: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const rounds = Math.max(1, Number(values.rounds ?? (values.quick ? 1 : 3)));
  const names = values.quick ? 100_000 : 5_000_000;
  const folder = mkdtempSync(join(tmpdir(), 'schoolgate-bench-extension-'));
  const school = await openExtensionDay();
  try {
    pages(school);
    await school.publish((policy) => ({ ...policy, monitoring: { typing: { ks3: { sites: ['allowed.test'] } } } }));
    const costs: Record<Way, Costs[]> = { without: [], 'rules alone': [], extension: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const way of ways)
        costs[way].push(await withBrowser(school, way, folder, (_browser, page) => costsOf(page, values.quick ? 10 : 40)));
    const small = await withBrowser(school, 'extension', folder, (browser) => starts(browser, 'games.test', values.quick ? 3 : 10));
    const force = await withBrowser(school, 'extension', folder, (browser) => inForce(school, browser, values.quick ? 2 : 8));
    const stopped = await withBrowser(school, 'extension', folder, (browser) => blockedRuns(school, browser, values.quick ? 50 : 1_000));

    const listed = [...syntheticNames(names, 7)];
    const lists = listsOnDisk(school.day);
    await lists.importLists('bench', { 'games/domains': listed.join('\n') });
    const last = listed.findLast((name) => /[a-z]$/.test(name)) ?? '';
    const big = await withBrowser(school, 'extension', folder, async (browser) => starts(browser, last, values.quick ? 3 : 10));

    const of = (way: Way, what: keyof Costs): number => median(costs[way].map((cost) => cost[what]));
    const row = (name: string, what: keyof Costs): (string | number)[] => [name, ...ways.map((way) => of(way, what).toFixed(1))];
    const share = (what: keyof Costs): string => (100 * (of('extension', what) / of('without', what) - 1)).toFixed(1);
    return {
      name: 'The extension in headless Chromium, without a proxy; origin on loopback',
      columns: ['', ...ways],
      rows: [
        row('document of an allowed page, ms', 'document'),
        row('page of 200 pictures, ms', 'load'),
        row('the same 50 ms away, ms', 'farLoad'),
        row('longest event of typing in a field of 2,000 characters, ms', 'typing'),
        ['worker ended: document of an allowed page, ms', '', '', small.allowed.toFixed(0)],
        [`the same with ${names.toLocaleString('en-GB')} names`, '', '', big.allowed.toFixed(0)],
        ['worker ended: a blocked page, ms more than when it runs', '', '', small.more.toFixed(0)],
        [`the same with ${names.toLocaleString('en-GB')} names`, '', '', big.more.toFixed(0)],
        ['memory of its process, MB', '', '', (small.later / 1e6).toFixed(0)],
        [`the same with ${names.toLocaleString('en-GB')} names`, '', '', (big.later / 1e6).toFixed(0)],
        ['just after the table came', '', '', (big.memory / 1e6).toFixed(0)],
        ['a change of policy in force, s', '', '', `${median(force).toFixed(2)} (to ${Math.max(...force).toFixed(2)})`],
        [`blocked openings that reached the site, of ${stopped.warm} while it runs`, '', '', stopped.reached.warm],
        [`of ${stopped.started} as the first page of a browser`, '', '', stopped.reached.started],
        [`of ${stopped.killed} in the moment in which its process is ended`, '', '', stopped.reached.killed],
        ['package, MB', '', '', (statSync(school.extension.crxFile).size / 1e6).toFixed(2)],
      ],
      notes: [
        `Medians of ${rounds} rounds, one browser a round and way; extra load time of the page of 200 pictures: ${share('load')} %, 50 ms away ${share('farLoad')} %.`,
        `Document: ${(of('extension', 'document') - of('without', 'document')).toFixed(1)} ms more than without. The origin answers at once: on a real line the share is smaller.`,
        'In the moment in which the extension’s process ends, Chrome lets the one request pass that it had handed over; at school the proxy stops it.',
      ],
      unexpected: (['warm', 'started'] as const)
        .filter((how) => stopped.reached[how] > 0)
        .map((how) => `${stopped.reached[how]} blocked openings (${how}) reached the site`),
      figures: { costs, small, big, force, stopped, names },
      peers: { chromium: programVersion('/usr/bin/chromium', '--version') ?? 'unknown' },
    };
  } finally {
    await school.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A picture of one dot. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

function pages(school: ExtensionDay): void {
  const { outside } = school.day;
  const pictures = (of: string) => Array.from({ length: 200 }, (_, n) => `<img alt="" src="/${of}-${n}.png">`).join('');
  outside.page('allowed.test/small', html('<h1>Small</h1>'));
  outside.page('allowed.test/form', html('<h1>Form</h1><textarea aria-label="Message"></textarea>'));
  for (const [of, delay] of [
    ['many', 0],
    ['far', 50],
  ] as const) {
    outside.page(`allowed.test/${of}`, html(`<h1>Many</h1>${pictures(of)}`));
    for (let n = 0; n < 200; n += 1)
      outside.page(`allowed.test/${of}-${n}.png`, (_request, response) => {
        response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'no-store' });
        if (delay === 0) response.end(dot);
        else setTimeout(() => response.end(dot), delay);
      });
  }
}

async function withBrowser<T>(
  school: ExtensionDay,
  way: Way,
  folder: string,
  work: (browser: ManagedBrowser, page: Page) => Promise<T>,
): Promise<T> {
  const { outside, originAuthority } = school.day;
  const hostRules = [`MAP *.test:80 127.0.0.1:${outside.httpPort}`, `MAP *.test:443 127.0.0.1:${outside.httpsPort}`];
  const root = Buffer.from(originAuthority.root.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('base64');
  const policy = { CACertificates: [root] };
  const browser =
    way === 'extension'
      ? await school.browserOf(mia)
      : await launchManaged({ extension: null, hostRules, policy, ...(way === 'rules alone' && { unpacked: rulesAlone(folder) }) });
  try {
    if (way === 'extension') await settledPage(browser);
    return await work(browser, await withNavigation(await browser.newPage()));
  } finally {
    await browser.stop();
  }
}

/** An extension that has nothing but one rule of Chrome's with a hundred thousand names. */
function rulesAlone(folder: string): string {
  const own = join(folder, 'rules');
  mkdirSync(own, { recursive: true });
  const requestDomains = Array.from({ length: 100_000 }, (_, n) => `name-${n}.example`);
  writeFileSync(join(own, 'rules.json'), JSON.stringify([{ id: 1, action: { type: 'block' }, condition: { requestDomains } }]));
  writeFileSync(
    join(own, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Rules',
      version: '1',
      permissions: ['declarativeNetRequest'],
      declarative_net_request: { rule_resources: [{ id: 'rules', enabled: true, path: 'rules.json' }] },
    }),
  );
  return own;
}

async function costsOf(page: Page, times: number): Promise<Costs> {
  await page.goto('https://allowed.test/small');
  return {
    document: await documentTime(page, 'https://allowed.test/small', times * 2),
    load: await loadTime(page, 'https://allowed.test/many', times / 4),
    farLoad: await loadTime(page, 'https://allowed.test/far', times / 4),
    typing: await longestTyping(page, 'https://allowed.test/form'),
  };
}

const isBlockPage = (page: Page): boolean => page.url().includes('/pages/blocked/');

/** Milliseconds until the block page of a listed host is there. */
async function timeToBlock(page: Page, host: string): Promise<number> {
  await page.goto('https://allowed.test/small').catch(() => null);
  const from = performance.now();
  await page.goto(`https://${host}/`).catch(() => null);
  await until('the block page', () => isBlockPage(page));
  return performance.now() - from;
}

async function starts(browser: ManagedBrowser, host: string, times: number) {
  const page = await withNavigation(await browser.newPage());
  await until('the list to be in force', async () => (await page.goto(`https://${host}/`).catch(() => null), isBlockPage(page)), 120_000);
  const memory = browser.extensionMemory();
  const [warm, cold, allowed]: [number[], number[], number[]] = [[], [], []];
  for (let time = 0; time < times; time += 1) {
    warm.push(await timeToBlock(page, host));
    await page.goto('https://allowed.test/small');
    await endWorker(browser);
    cold.push(await timeAfterKill(page, host));
    await page.goto('https://allowed.test/small');
    await endWorker(browser);
    allowed.push(await documentTime(page, 'https://allowed.test/small', 1));
  }
  await sleep(5_000);
  return {
    memory,
    later: browser.extensionMemory(),
    more: median(cold) - median(warm),
    warm: median(warm),
    cold: median(cold),
    allowed: median(allowed),
  };
}

/** Ends the extension's process and waits until Chrome has noticed: what is under way in that very moment, it lets pass. */
async function endWorker(browser: ManagedBrowser): Promise<void> {
  browser.killExtension();
  await sleep(500);
}

async function timeAfterKill(page: Page, host: string): Promise<number> {
  const from = performance.now();
  await page.goto(`https://${host}/`).catch(() => null);
  await until('the block page', () => isBlockPage(page));
  return performance.now() - from;
}

/** Seconds from publishing a rule until a browser stops its page, over and over. */
async function inForce(school: ExtensionDay, browser: ManagedBrowser, times: number): Promise<number[]> {
  const page = await browser.newPage();
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const host = `allowed-${time}.test`;
    await page.goto(`https://${host}/`);
    const from = performance.now();
    await school.publish((policy) => ({ ...policy, rules: [...policy.rules, schoolRule('block', host)] }));
    await until('the page to be taken away', () => isBlockPage(page));
    all.push((performance.now() - from) / 1000);
  }
  return all;
}

/** Openings of a blocked site in every condition, and how many requests its server saw. */
async function blockedRuns(school: ExtensionDay, browser: ManagedBrowser, runs: number) {
  const asked = (): number => school.day.outside.requestsTo('games.test').length;
  const [killed, started] = [Math.floor(runs / 5), Math.floor(runs / 25)];
  const warm = runs - killed - started;
  const reached = { warm: 0, killed: 0, started: 0 };
  let page = await browser.newPage();
  let before = asked();
  const count = (how: keyof typeof reached): void => {
    reached[how] = asked() - before;
    before = asked();
  };
  for (let run = 0; run < warm; run += 1) await page.goto(`https://games.test/warm-${run}`).catch(() => null);
  count('warm');
  for (let run = 0; run < killed; run += 1) {
    browser.killExtension();
    await page.goto(`https://games.test/killed-${run}`).catch(() => null);
    await until('the block page', () => isBlockPage(page), 20_000).catch(() => null);
    if (page.isClosed()) page = await browser.newPage();
  }
  count('killed');
  for (let run = 0; run < started; run += 1) {
    await browser.relaunch(`https://games.test/started-${run}`);
    await until('the first page', () => browser.context.pages().some(isBlockPage), 20_000).catch(() => null);
  }
  count('started');
  return { runs, warm, killed, started, reached };
}
