// The floor in Chrome itself: what Chrome makes of the rules, and that they hold when nothing of ours runs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyType, type DnrResourceType, type DnrRule } from '#policies/dnr/dnr-rule.ts';
import { toDnr } from '#policies/dnr/to-dnr.ts';
import { bundleOf, listOf, ruleOf, thursday } from '#tests/policies/support/judging.ts';
import { chromeMatching, type Outcome } from '#tests/policies/dnr/chrome-matching.ts';
import { compare, goldenFloors, type Agreement } from '#tests/policies/dnr/golden-floors.ts';
import { mia } from '../support/cast.ts';
import { type ExtensionDay, openExtensionDay, schoolRule, type } from '../support/chromium/extension-day.ts';
import { settledPage } from '../support/chromium/settled-page.ts';
import { eventually } from '../support/events.ts';
import { launchManaged, until, type ManagedBrowser } from '../support/chromium/launch-managed.ts';

const manifest = {
  manifest_version: 3,
  name: 'Rules to be asked about',
  version: '1',
  permissions: ['declarativeNetRequest', 'declarativeNetRequestFeedback'],
  host_permissions: ['<all_urls>'],
  background: { service_worker: 'worker.js' },
};

interface AskChrome {
  readonly updateSessionRules: (change: { removeRuleIds: number[]; addRules: readonly DnrRule[] }) => Promise<void>;
  readonly updateDynamicRules: AskChrome['updateSessionRules'];
  readonly getSessionRules: () => Promise<DnrRule[]>;
  readonly isRegexSupported: (regex: { regex: string; isCaseSensitive: boolean }) => Promise<{ isSupported: boolean }>;
  readonly testMatchOutcome: (request: { url: string; type: string; method: string }) => Promise<{ matchedRules: { ruleId: number }[] }>;
}

let folder: string;
let browser: ManagedBrowser;
let worker: Worker;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'schoolgate-rules-'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'worker.js'), '');
  browser = await launchManaged({ extension: null, unpacked: folder });
  worker = await until('the extension to run', () => browser.context.serviceWorkers()[0]);
});
afterAll(async () => {
  await browser?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Ids of the rules that decide, by Chrome, for each kind of request and address. */
async function askChrome(rules: readonly DnrRule[], urls: readonly string[], types: readonly DnrResourceType[]): Promise<number[][]> {
  const ask = async (given: { rules: readonly DnrRule[]; urls: readonly string[]; types: readonly string[] }): Promise<number[][]> => {
    const chrome = (Reflect.get(globalThis, 'chrome') as { declarativeNetRequest: AskChrome }).declarativeNetRequest;
    const old = await chrome.getSessionRules();
    await chrome.updateSessionRules({ removeRuleIds: old.map(({ id }) => id), addRules: given.rules });
    const asked = given.types.flatMap((type) => given.urls.map((url) => ({ url, type, method: type === 'ping' ? 'post' : 'get' })));
    const answers = asked.map((request) => chrome.testMatchOutcome(request));
    return (await Promise.all(answers)).map(({ matchedRules }) => matchedRules.map(({ ruleId }) => ruleId));
  };
  return worker.evaluate(ask, { rules, urls, types });
}

/** What becomes of each address, headers aside. */
async function outcomes(
  rules: readonly DnrRule[],
  urls: readonly string[],
  types: readonly DnrResourceType[] = ['main_frame'],
): Promise<Outcome[]> {
  const byId = new Map(rules.map((rule) => [rule.id, rule.action.type]));
  const answers = await askChrome(rules, urls, types);
  return answers.map(
    (ids) => ids.map((id) => byId.get(id)).find((action) => action !== undefined && action !== 'modifyHeaders') ?? 'nothing',
  );
}

/** The regular expressions among the rules that Chrome does not take. */
async function refusedBy(rules: readonly DnrRule[]): Promise<string[]> {
  const patterns = rules.flatMap(({ condition: { regexFilter: regex, isUrlFilterCaseSensitive } }) =>
    regex === undefined ? [] : [{ regex, isCaseSensitive: isUrlFilterCaseSensitive === true }],
  );
  const supported = await worker.evaluate(async (given) => {
    const chrome = (Reflect.get(globalThis, 'chrome') as { declarativeNetRequest: AskChrome }).declarativeNetRequest;
    return Promise.all(given.map(async (pattern) => (await chrome.isRegexSupported(pattern)).isSupported));
  }, patterns);
  return patterns.flatMap(({ regex }, at) => (supported[at] === true ? [] : [regex]));
}

describe('Chrome’s own answers', () => {
  test('the golden corpus: every case is as the judge has it, or the floor says why it is let through', async ({ annotate }) => {
    const agreement: Agreement = { alike: 0, listed: {}, wrong: [] };
    const refused = new Set<string>();
    for (const { floorWithout, cases } of goldenFloors()) {
      let floor = floorWithout(refused);
      const more = await refusedBy(floor.rules);
      for (const pattern of more) refused.add(pattern);
      if (more.length > 0) floor = floorWithout(refused);
      const answers = await outcomes(
        floor.rules,
        cases.map(({ url }) => url),
      );
      cases.forEach((one, at) => compare(agreement, floor, one, answers[at] === 'block'));
    }
    await annotate(`${JSON.stringify(agreement)}, ${refused.size} regular expressions refused`);
    expect(agreement.wrong).toEqual([]);
    expect(agreement.alike).toBeGreaterThan(550);
  }, 120_000);

  test('what our tests take Chrome to do is what it does', async () => {
    const bundle = bundleOf({
      lists: [listOf('games', 'games.test', 'play.test/arcade'), listOf('search-engine', 'bing.com'), listOf('illegal', 'illegal.test')],
      policy: {
        rules: [
          ruleOf('github.io'),
          ruleOf('192.0.2.1'),
          ruleOf('games.test/chess', { layer: 'decision', effect: 'allow' }),
          ruleOf('e', { match: { kind: 'expression', expression: 'casino[0-9]' } }),
          ruleOf('r', { match: { kind: 'range', range: '10.64.0.0/10' } }),
          ruleOf('games.bing.com'),
        ],
      },
    });
    const asker = { subject: { id: 'mia', groups: ['8b'] }, at: thursday, place: 'on-site' } as const;
    const { rules } = toDnr(bundle, asker, { open: ['https://school.test'] });
    expect(await refusedBy(rules)).toEqual([]);
    const urls = [
      'https://games.test/',
      'https://games.test./',
      'https://www.games.test/chess?x',
      'https://games.test/Chess',
      'https://games.test/%63hess',
      'https://play.test/Arcade#top',
      'https://play.test:8443/arcade/1',
      'https://play.test/arcades',
      'https://github.io/',
      'https://someone.github.io/',
      'http://192.0.2.1/',
      'http://[::ffff:c000:201]/',
      'http://10.127.0.1/',
      'http://10.128.0.1/',
      'https://casino7.test/',
      'https://school.test/casino7',
      'https://www.bing.com/search?q=a',
      'https://www.bing.com/search?q=a&adlt=strict',
      'https://games.bing.com/search?q=a&adlt=strict',
      'wss://illegal.test/',
    ];
    const ours = chromeMatching(rules);
    const inChrome = await outcomes(rules, urls);
    expect(Object.fromEntries(urls.map((url, at) => [url, inChrome[at]]))).toEqual(
      Object.fromEntries(urls.map((url) => [url, ours.outcome(url)])),
    );
  });

  test('plain filters stand in for regular expressions that Chrome does not take', async () => {
    const long = `/${'a-very-long-folder/'.repeat(12)}page`;
    const bundle = bundleOf({ policy: { rules: [ruleOf(`quiz.test${long}`)] } });
    const asker = { subject: { id: 'mia', groups: ['8b'] }, at: thursday, place: 'on-site' } as const;
    const refused = new Set(await refusedBy(toDnr(bundle, asker).rules));
    expect(refused.size).toBe(1);
    const { rules } = toDnr(bundle, asker, { refused });
    const urls = [`https://quiz.test${long}`, `https://www.quiz.test${long}?x`, `https://quiz.test${long}s`, `https://quiz.test/x${long}`];
    expect(await outcomes(rules, urls)).toEqual(['block', 'block', 'nothing', 'nothing']);
  });

  test('a hundred thousand names are one rule that Chrome takes, for every kind of request', async () => {
    const entries = Array.from({ length: 100_000 }, (_, at): [number, string] => [at + 1, `name-${at}.example${at % 300}.test`]);
    const bundle = bundleOf();
    const large = { ...bundle, lists: [{ id: 'large', name: 'Large', category: 'gambling', entries }] };
    const { rules } = toDnr(large, { subject: { id: 'mia', groups: ['8b'] }, at: thursday, place: 'on-site' });
    const urls = ['https://www.name-77.example77.test/', 'https://name-77.example78.test/'];
    expect(await outcomes(rules, urls, everyType)).toEqual(everyType.flatMap(() => ['block', 'nothing']));
  });
});

describe('in a school’s browser', () => {
  let school: ExtensionDay;
  let laptop: ManagedBrowser;
  beforeAll(async () => {
    school = await openExtensionDay();
    laptop = await school.browserOf(mia);
    await settledPage(laptop);
    await eventually('the rules to stand', async () => (await sessionRules()).length > 0);
  });
  afterAll(async () => {
    await laptop?.stop();
    await school?.close();
  });
  const chromeOf = async <T>(ask: (chrome: AskChrome & { getDynamicRules: () => Promise<DnrRule[]> }) => Promise<T>): Promise<T> =>
    (await laptop.serviceWorker()).evaluate(`(${String(ask)})(chrome.declarativeNetRequest)`) as Promise<T>;
  const sessionRules = (): Promise<DnrRule[]> => chromeOf((chrome) => chrome.getSessionRules());
  const names = async (): Promise<string[]> =>
    (await chromeOf((chrome) => chrome.getDynamicRules())).flatMap(({ action, condition }) =>
      action.type === 'block' ? (condition.requestDomains ?? []) : [],
    );

  test('the school hears how many rules stand and what they cannot say', async () => {
    expect(await names()).toEqual(expect.arrayContaining(['games.test', 'gambling.test', 'illegal.test']));
    const beat = await eventually(
      'a heartbeat with the floor',
      async () => {
        const devices = await school.day.school.devices.list();
        return devices.find(({ name }) => name === 'Laptop of mia')?.lastHeartbeat?.floor;
      },
      45_000,
    );
    expect(beat.rules).toBeGreaterThan(2);
    expect(beat.names).toBeGreaterThan(20);
    expect(beat.notExpressed).toBeGreaterThan(0);
  });

  test('a page is stopped by the judge, with a page that says why and no trace of Chrome’s own', async () => {
    const page = await laptop.newPage();
    await type(page, 'https://allowed.test/');
    await type(page, 'https://games.test/judged');
    expect(page.url()).toContain('/pages/blocked/');
    await page.goBack({ waitUntil: 'commit' });
    expect(page.url()).toBe('https://allowed.test/');
    expect(school.day.outside.requestsTo('games.test')).toEqual([]);
  });

  test('a new rule is one of Chrome’s within seconds, and its end too', async () => {
    await school.publish((policy) => ({ ...policy, rules: [...policy.rules, schoolRule('block', 'closed-now.test')] }));
    await eventually('the rule', async () => (await names()).includes('closed-now.test'));
    await school.publish((policy) => ({ ...policy, rules: policy.rules.filter(({ id }) => id !== 'block:closed-now.test') }));
    await eventually('its end', async () => !(await names()).includes('closed-now.test'));
  });

  test('with the extension’s process killed again and again, nothing that a page asks for passes', async () => {
    const page = await laptop.newPage();
    await type(page, 'https://allowed.test/');
    for (let time = 0; time < 5; time++) {
      const asked = page.evaluate(async (number) => {
        const all = Array.from({ length: 20 }, (_, at) =>
          fetch(`https://games.test/killed-${number}-${at}`, { mode: 'no-cors' }).then(
            () => 'came',
            () => 'stopped',
          ),
        );
        return Promise.all(all);
      }, time);
      await eventually('its process, to be killed', () => laptop.killExtension());
      expect(new Set(await asked)).toEqual(new Set(['stopped']));
      await laptop.serviceWorker();
    }
    expect(school.day.outside.requestsTo('games.test')).toEqual([]);
  });

  test('from the first moment of a restart the rules stand, and the page that they stop is shown as the judge shows it', async () => {
    const seen = school.day.outside.requestsTo('games.test').length;
    await laptop.relaunch('https://games.test/at-once');
    const [page] = laptop.context.pages();
    if (page === undefined) throw new Error('The browser has no page.');
    await eventually('the block page', () => page.url().includes('/pages/blocked/'));
    expect(school.day.outside.requestsTo('games.test')).toHaveLength(seen);
    await eventually('the judge to decide about pages again', async () => (await sessionRules()).length === 1);
  });

  test('a page that rules of yesterday stop at the start is opened once they are put right', async () => {
    const yesterday = {
      id: 29_999,
      priority: 7,
      action: { type: 'block' },
      condition: { requestDomains: ['allowed.test'], resourceTypes: ['main_frame'] },
    };
    await (
      await laptop.serviceWorker()
    ).evaluate((rule) => Reflect.get(globalThis, 'chrome').declarativeNetRequest.updateDynamicRules({ addRules: [rule] }), yesterday);
    await laptop.relaunch('https://allowed.test/stale');
    const [page] = laptop.context.pages();
    if (page === undefined) throw new Error('The browser has no page.');
    await page.getByRole('heading').first().waitFor();
    expect(page.url()).toBe('https://allowed.test/stale');
    await eventually('the page to have come', () => school.day.outside.requestsTo('allowed.test').some(({ path }) => path === '/stale'));
  });
});
