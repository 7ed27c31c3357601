import { expect, test } from 'vitest';
import { createPerson } from '#extension/background/person.ts';
import { createSchoolServer } from '#extension/server/school-server.ts';
import { createPageAnswers } from '#extension/background/page-answers.ts';
import { framePage } from '#extension/enforce/frame-page.ts';
import type { Standing } from '#extension/identity/standing.ts';
import type { Effect } from '#policies/model/effect.ts';
import { memorySession, openGate, ownOrigin } from './support/gate.ts';
import { now, openSchool, settledStanding } from './support/school.ts';

const school = openSchool();
/** The school warns of games, and of sites that no list knows. */
async function warned(games: Effect = 'warn'): Promise<Standing> {
  const standing = await settledStanding(school);
  await standing.take(
    await school.bundle(2, (policy) => ({
      ...policy,
      grid: { ...policy.grid, ks3: { ...policy.grid['ks3'], games } },
      unknownSites: { ...policy.unknownSites, ks3: 'warn' },
    })),
  );
  return standing;
}
const standing = await warned();
const warnPage = /\/pages\/warned\/warned\.html\?ref=([0-9A-Z]{12})$/;
const minutes = 60_000;
const url = 'https://www.games.test/play';
const at = (address: string) => ({ tabId: 7, frameId: 0, url: address, documentLifecycle: 'active' });

test('a site that is warned of is held at a page of ours, which is recorded, until somebody goes on', async () => {
  const gate = openGate(standing);
  const answer = await gate.ask({ url });
  const reference = answer.do === 'redirect' ? warnPage.exec(answer.url)?.[1] : undefined;
  expect(gate.shelves.waiting).toMatchObject([{ id: reference, kind: 'warned', effect: 'warn', userAct: true, target: { path: '/play' } }]);
  expect(gate.shelves.waiting[0]?.wentOn).toBeUndefined();

  await gate.warnings.goOn(gate.judged(url));
  expect(await gate.ask({ url: 'https://games.test/', initiator: ownOrigin })).toEqual({ do: 'pass' });
  expect(await gate.ask({ url: 'https://cdn.games.test/a.png', type: 'image', initiator: 'https://games.test' })).toEqual({ do: 'pass' });
  // The proxy hears of each page, and of nothing else.
  expect(gate.toldProxy).toEqual([['mia', 'grid:ks3:games games.test', now + 30 * minutes]]);
  // Off the school's network the browser records it.
  expect(gate.shelves.waiting.at(-1)).toMatchObject({ kind: 'warned', wentOn: true, target: { host: 'games.test' } });
});

test('going on is asked for by the page of ours and by nobody’s made-up reference', async () => {
  const gate = openGate(standing);
  const answers = createPageAnswers({
    pageInFront: () => Promise.resolve(null),
    standing,
    person: createPerson(
      standing,
      createSchoolServer(() => Promise.reject(new Error('no network'))),
    ),
    connection: {
      state: () => 'waiting',
      isConnected: () => true,
      serverOrigins: () => [],
      pulse: async () => undefined,
      rejoin: () => undefined,
    },
    facts: gate.shelves.facts,
    ask: () => ({ kind: 'judged', ...gate.judged(url) }),
    warnings: gate.warnings,
    outbox: { flush: async () => true, waiting: async () => 0 },
    presence: { throughProxy: async () => false, place: () => 'on-site', forget: () => undefined },
    problems: { set: () => undefined, list: () => [] },
  });
  await gate.ask({ url });
  expect(await answers({ ask: 'go-on', reference: '000000000000' })).toBeNull();
  expect((await gate.ask({ url })).do).toBe('redirect');
  expect(await answers({ ask: 'go-on', reference: gate.shelves.waiting[0]?.id })).toBe(url);
  expect(await gate.ask({ url })).toEqual({ do: 'pass' });
});

test('it holds for half an hour and for this site only, outlives the worker’s sleep, and gives way to a block', async () => {
  let time = now;
  const session = memorySession();
  const first = openGate(standing, { session, clock: () => time });
  await first.warnings.goOn(first.judged(url));
  const woken = openGate(standing, { session, clock: () => time });
  expect(await woken.ask({ url })).toEqual({ do: 'pass' });
  expect((await woken.ask({ url: 'https://unheard-of.test/' })).do).toBe('redirect');
  time += 31 * minutes;
  expect((await woken.ask({ url })).do).toBe('redirect');
  time -= 31 * minutes;
  const blocking = openGate(await warned('block'), { session, clock: () => time });
  expect(await blocking.ask({ url })).toMatchObject({ do: 'redirect', url: expect.stringContaining('/pages/blocked/') });
});

test('parts are left out before somebody has gone on; a frame says where that can be done; what nobody sees warns nobody', async () => {
  const gate = openGate(standing);
  const part = { url: 'https://games.test/part', initiator: 'https://allowed.test', documentId: 'd' };
  for (const type of ['image', 'script', 'xmlhttprequest', 'websocket'])
    expect(await gate.ask({ ...part, type, parentDocumentId: type })).toEqual({ do: 'cancel' });
  const frame = await gate.ask({ ...part, type: 'sub_frame', frameId: 3 });
  expect(frame).toMatchObject({ do: 'redirect', url: expect.stringContaining('data:') });
  const before = gate.shelves.waiting.length;
  expect(await gate.ask({ url, documentLifecycle: 'prerender' })).toEqual({ do: 'cancel' });
  expect(gate.shelves.waiting).toHaveLength(before);
  const facts = [...gate.shelves.told.values()].at(-1);
  expect(facts && decodeURIComponent(framePage(facts))).toContain('href="https://games.test/part" target="_blank"');
});

test('of sites that no list knows, a page that is allowed brings its parts along', async () => {
  const gate = openGate(standing);
  const part = { url: 'https://pictures.test/a.png', type: 'image' };
  expect(await gate.ask({ ...part, initiator: 'https://education.test' })).toEqual({ do: 'pass' });
  expect(await gate.ask({ ...part, initiator: 'https://unheard-of.test' })).toEqual({ do: 'cancel' });
});

test('a page that came without a request is held too; one that is open already is not interrupted', async () => {
  const gate = openGate(standing);
  gate.open.push({ id: 7, url });
  await gate.guard.rescan();
  expect(gate.shown).toEqual([]);
  await gate.guard.seen('committed', at(url));
  expect(gate.shown).toEqual([{ tab: 7, url: expect.stringMatching(warnPage) }]);
  expect(gate.forgotten).toEqual([]);
  await gate.warnings.goOn(gate.judged(url));
  await gate.guard.seen('committed', at('https://games.test/other'));
  expect(gate.shown).toHaveLength(1);
});
