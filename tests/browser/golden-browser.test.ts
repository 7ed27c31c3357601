// The golden corpus on its third host: the extension in a real Chromium, force-installed by policy. One browser navigates to
// every address of the corpus; the school tells it, as it would a real device, whose laptop it is and what time it is.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishPolicy } from '#dashboard/server/policy/publish.ts';
import { MaterialFolder } from '#main/materials/material-folder.ts';
import { isAddress } from '#policies/engine/host-suffixes.ts';
import type { Judge } from '#policies/engine/judge.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { unknownSubject } from '#policies/model/subject.ts';
import { reasonFor, type GoldenCase } from '#tests/golden/case-lines.ts';
import { keepMaterials, rosterOf } from '#tests/golden/corpus-day.ts';
import { readCorpora } from '#tests/golden/corpora.ts';
import { judgeOfCorpus } from '#tests/golden/corpus-holdings.ts';
import type { Corpus } from '#tests/golden/corpus.ts';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay } from '../support/chromium/extension-day.ts';
import { inTime } from '../support/chromium/in-time.ts';
import { keptByExtension } from '../support/chromium/kept-by-extension.ts';
import type { ManagedBrowser } from '../support/chromium/launch-managed.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually } from '../support/events.ts';

/** Characters of an address; what is longer than a server takes comes to nothing in a browser either. */
const longest = 14_000;
/** Tabs that navigate side by side. */
const tabs = 4;
/** Cases of a file that are opened, spread over all of it; every one with GOLDEN_ALL=1, which takes some minutes. */
const most = process.env['GOLDEN_ALL'] === '1' ? Infinity : 20;

/**
 * The browser is a laptop at home, so that a case at school must say the same of a laptop at home. CONNECT is the proxy’s, the
 * handshake of a socket is no navigation, and an address in numbers that is open would be dialled.
 */
function canBeOpened({ handling, url, effect, subject, at }: GoldenCase, judge: Judge): boolean {
  const target = parseTarget(url);
  if (target === null || handling !== null || url.startsWith('ws') || new URL(url).href.length > longest) return false;
  if (isAddress(target.host) && effect !== 'block') return false;
  const [here, there] = (['on-site', 'off-site'] as const).map((place) =>
    judge.judge({ subject, target, destination: 'document', initiator: null, at, place }),
  );
  return here?.because.rule.id === there?.because.rule.id;
}

const spread = <T>(all: readonly T[]): T[] =>
  all.filter((_, index) => Math.floor(((index + 1) * most) / all.length) > Math.floor((index * most) / all.length) || all.length <= most);

const corpora = readCorpora()
  .map(({ file, corpus }) => {
    const judge = judgeOfCorpus(corpus);
    const cases = corpus.cases.filter((one) => one.place === 'off-site' || canBeOpened(one, judge));
    return { file, corpus, of: cases.length, cases: spread(cases) };
  })
  .filter(({ cases }) => cases.length > 0);

let school: ExtensionDay;
let browser: ManagedBrowser;
let row: Tab[];
/** A page of the extension’s own, which stays open; opened anew where Chrome took it down. */
let status: Page;

beforeAll(async () => {
  school = await openExtensionDay();
  browser = await school.browserOf(mia, {
    // Whoever answers for every name looks to Chrome like a hotel’s sign-in page.
    hostRules: [
      'MAP connectivitycheck.gstatic.com ~NOTFOUND',
      `MAP *:80 127.0.0.1:${school.day.outside.httpPort}`,
      `MAP *:443 127.0.0.1:${school.day.outside.httpsPort}`,
    ],
  });
  status = await settledPage(browser, { timeout: 60_000 });
  // Managed browsers take turns on a machine.
}, 360_000);
afterAll(async () => {
  await browser?.stop();
  await school?.close();
});

/** Makes the browser ask the school at once, whether its worker is awake or has to be woken, which asks by itself. */
async function nudge(): Promise<void> {
  const stayed = await status.reload().then(
    () => true,
    () => false,
  );
  if (!stayed) {
    await status.close().catch(() => undefined);
    status = await settledPage(browser, { timeout: 60_000 });
  }
  const worker = browser.context.serviceWorkers().find((one) => browser.extensionId !== null && one.url().includes(browser.extensionId));
  const asked = worker?.evaluate(() => void dispatchEvent(new Event('online')));
  // Nobody answers for a worker that Chrome has ended.
  await Promise.race([asked?.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 2_000))]);
}

/** Makes the browser hear whose laptop it is, what time it is and what the rules are. */
async function hear(bundle: number, person: string | null): Promise<void> {
  const { day } = school;
  const [device] = await day.school.devices.list();
  if (device === undefined) throw new Error('The browser is no device of the school.');
  await day.school.devices.save({ ...device, person, lastHeartbeat: null });
  const subject = person ?? unknownSubject.id;
  const asItIs = async (): Promise<boolean> => {
    const kept = await inTime('what is kept', 5_000, keptByExtension(status));
    const [heard] = await day.school.devices.list();
    return kept.person === subject && Math.abs(kept.ahead - (day.now() - Date.now())) < 10_000 && heard?.lastHeartbeat?.bundle === bundle;
  };
  await eventually(
    `the browser to know ${subject}, the time and bundle ${bundle}`,
    async () => {
      await nudge();
      return eventually('the browser to have heard', asItIs, 3_000).catch(() => false);
    },
    120_000,
  );
}

async function publish(corpus: Corpus): Promise<number> {
  const { day } = school;
  for (const person of rosterOf(corpus)) if (person.groups.length > 0) await day.school.people.save([person]);
  const materials = await keepMaterials(corpus, new MaterialFolder(join(day.dir, 'materials')), day.school);
  const current = await day.school.policies.current();
  const lists = { lists: [...corpus.lists], phraseLists: [], materials };
  const published = await publishPolicy(day.school, lists, corpus.policy, current?.version ?? 0, 'system', day.now());
  if (!published.ok) throw new Error(JSON.stringify(published));
  return published.bundle;
}

/** What came of an address: the reference of the page that told that it is blocked or warned of, or `open`. */
type Outcome = { readonly reference: string } | 'open' | 'nothing';

class Tab {
  #page: Page | null = null;
  #last: string | null = null;
  readonly #seen = new Set<string>();

  /** Opens an address as if it were typed. A tab that opened it before is closed first: within seconds it would be the same stop. */
  async open(url: string): Promise<Outcome> {
    const [address = ''] = new URL(url).href.split('#', 1);
    if (this.#seen.has(address)) await this.close();
    this.#seen.add(address);
    const page = (this.#page ??= await browser.newPage());
    const failed = await page.goto(url, { waitUntil: 'commit', timeout: 15_000 }).then(
      () => null,
      (error: Error) => error.message,
    );
    // What was let out and came to nothing (a certificate, an answer without a page) was let out.
    const wasStopped = failed !== null && /BLOCKED_BY_CLIENT|ABORTED|interrupted/.test(failed);
    if (failed !== null && !wasStopped) return /net::ERR_/.test(failed) ? 'open' : 'nothing';
    return eventually(`a page of ${url.slice(0, 200)}`, () => this.#outcome(page, wasStopped), 15_000);
  }

  #outcome(page: Page, wasStopped: boolean): Outcome | null {
    if (/^https?:/.test(page.url()) && !wasStopped) return 'open';
    const reference = /\/pages\/(?:blocked|warned)\/.*[?&]ref=([0-9A-Z]+)/.exec(page.url())?.[1] ?? null;
    if (reference === null || reference === this.#last) return null;
    this.#last = reference;
    return { reference };
  }

  /** Shows nothing of a site: whoever has the laptop next must not find in it what the one before had open. */
  async leave(): Promise<void> {
    if (/^https?:/.test(this.#page?.url() ?? '')) await this.#page?.goto('about:blank');
  }

  async close(): Promise<void> {
    const page = this.#page;
    if (page !== null) await inTime('a page to close', 15_000, page.close()).catch(() => undefined);
    this.#page = null;
    this.#last = null;
    this.#seen.clear();
  }
}

const newRow = (): Tab[] => Array.from({ length: tabs }, () => new Tab());

test('a part of every file can be opened in a browser, hundreds of cases in all', () => {
  expect(corpora.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['schedules.txt', 'keyed.txt', 'imported.txt', 'names.txt', 'carried.txt']),
  );
  expect(corpora.reduce((sum, { of }) => sum + of, 0)).toBeGreaterThanOrEqual(650);
  expect(corpora.reduce((sum, { cases }) => sum + cases.length, 0)).toBeGreaterThanOrEqual(250);
});

test.each(corpora)('$file', { timeout: 600_000 }, async ({ corpus, cases }) => {
  const bundle = await publish(corpus);
  row = newRow();
  const wrong: unknown[] = [];
  const stops: { one: GoldenCase; reference: string }[] = [];
  const people = new Map(rosterOf(corpus).map((person) => [person.id, person]));
  for (const group of Map.groupBy(cases, ({ at, subject }) => `${at} ${subject.id}`).values()) {
    const [{ at, subject }] = group as [GoldenCase];
    await Promise.all(row.map((tab) => tab.leave()));
    school.day.setTime(at);
    await hear(bundle, (people.get(subject.id)?.groups.length ?? 0) > 0 ? subject.id : null);
    const waiting = [...group];
    await Promise.all(
      row.map(async (tab) => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
          const outcome = await tab.open(one.url);
          if (typeof outcome === 'object') stops.push({ one, reference: outcome.reference });
          if ((typeof outcome === 'object') !== (one.effect !== 'allow') || outcome === 'nothing')
            wrong.push({ line: one.line, url: one.url.slice(0, 200), outcome });
        }
      }),
    );
  }
  await Promise.all(row.map((tab) => tab.close()));
  for (const { one, reference } of stops) {
    const event = await eventually(`the event of line ${one.line}`, () => school.day.school.events.byId(reference), 20_000);
    const because = reasonFor(event.rule, event.category);
    if (event.effect !== one.effect || because.layer !== one.because.layer || because.what !== one.because.what)
      wrong.push({ line: one.line, url: one.url.slice(0, 200), because });
  }
  expect(wrong).toEqual([]);
});
