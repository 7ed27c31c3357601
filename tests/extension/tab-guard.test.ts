import { expect, test } from 'vitest';
import { createStanding } from '#extension/identity/standing.ts';
import { openGate } from './support/gate.ts';
import { memoryShelves } from './support/memory-shelves.ts';
import { settledStanding } from './support/school.ts';

const standing = await settledStanding();
const blocked = { tab: 7, url: expect.stringContaining('/pages/blocked/') };
const at = (url: string, frameId = 0) => ({ tabId: 7, frameId, url, documentLifecycle: 'active' });

test('a page that no request was seen for is stopped when it begins, and its site loses its offline copy', async () => {
  const gate = openGate(standing);
  await gate.guard.seen('begins', at('https://games.test/offline'));
  expect(gate.shown).toEqual([blocked]);
  expect(gate.forgotten).toEqual(['https://games.test']);
  await gate.guard.seen('committed', at('https://games.test/offline'));
  expect(gate.shelves.waiting).toHaveLength(1);
});

test('a navigation whose request is held already is left to the request', async () => {
  const gate = openGate(standing);
  await gate.ask({ url: 'https://games.test/play' });
  await gate.guard.seen('begins', at('https://games.test/play'));
  expect(gate.shown).toEqual([]);
  expect(gate.shelves.waiting).toHaveLength(1);
});

test.each(['committed', 'address-changed'] as const)('a blocked page that is %s is taken away', async (step) => {
  const gate = openGate(standing);
  await gate.guard.seen(step, at('https://games.test/'));
  expect(gate.shown).toEqual([blocked]);
});

test('a blocked frame that came without a request takes the page around it away', async () => {
  const gate = openGate(standing);
  await gate.guard.seen('committed', at('https://games.test/', 4));
  expect(gate.shown).toEqual([blocked]);
});

test('a page that a blocked site made in the browser is that site’s; one that names no site is not opened', async () => {
  const gate = openGate(standing);
  await gate.guard.seen('committed', at('blob:https://games.test/0b0b1c3e-0000-4000-8000-000000000000'));
  await gate.guard.seen('committed', at('data:text/html,<h1>a game'));
  await gate.guard.seen('committed', at('blob:null/0b0b1c3e-0000-4000-8000-000000000000'));
  expect(gate.shown).toEqual([
    blocked,
    { tab: 7, url: expect.stringContaining('why=no-site') },
    { tab: 7, url: expect.stringContaining('why=no-site') },
  ]);
});

test('what the browser shows by itself, pages being prepared and data frames are left alone', async () => {
  const gate = openGate(standing);
  await gate.guard.seen('committed', at('about:blank'));
  await gate.guard.seen('committed', at('chrome://newtab/'));
  await gate.guard.seen('committed', at('data:text/html,x', 4));
  await gate.guard.seen('committed', { ...at('https://games.test/'), documentLifecycle: 'prerender' });
  expect(gate.shown).toEqual([]);
});

test('after a new policy every open tab is judged again, as nobody’s act', async () => {
  const gate = openGate(standing);
  gate.open.push({ id: 1, url: 'https://allowed.test/' }, { id: 2, url: 'https://games.test/' }, { id: 3, url: 'chrome://settings/' });
  await gate.guard.rescan();
  expect(gate.shown).toEqual([{ ...blocked, tab: 2 }]);
  expect(gate.shelves.waiting).toMatchObject([{ userAct: false }]);
});

test('tabs that are open before there is a policy are closed over, and told where to go on', async () => {
  const bare = createStanding(memoryShelves().memory, () => undefined);
  const gate = openGate(bare);
  gate.open.push({ id: 1, url: 'https://allowed.test/page' });
  await gate.guard.rescan();
  expect(gate.shown).toEqual([{ tab: 1, url: expect.stringMatching(/why=not-set-up&to=https%3A%2F%2Fallowed\.test%2Fpage$/) }]);
});

test('a disk that fails leaves no blocked page open', async () => {
  const gate = openGate(standing);
  gate.shelves.broken = true;
  await gate.guard.seen('committed', at('https://games.test/'));
  expect(gate.shown).toEqual([{ tab: 7, url: expect.stringContaining('why=trouble') }]);
});

test('a visit is recorded once, when its page is there, and not when the proxy records it', async () => {
  const gate = openGate(standing);
  await gate.ask({ url: 'https://allowed.test/page' });
  expect(gate.shelves.waiting).toEqual([]);
  await gate.guard.seen('committed', at('https://allowed.test/page'));
  await gate.guard.seen('address-changed', at('https://allowed.test/page'));
  await gate.guard.seen('address-changed', at('https://allowed.test/next'));
  expect(gate.shelves.waiting.map((event) => [event.kind, event.target.path])).toEqual([
    ['ordinary', '/page'],
    ['ordinary', '/next'],
  ]);
  const behindProxy = openGate(standing, { throughProxy: true });
  await behindProxy.guard.seen('committed', at('https://allowed.test/page'));
  expect(behindProxy.shelves.waiting).toEqual([]);
});

test('a search inside a page, which looks like none to the proxy, is recorded here wherever we are', async () => {
  const gate = openGate(standing, { throughProxy: true });
  await gate.guard.seen('address-changed', at('https://search.test/?q=how+to+hurt+myself'));
  expect(gate.shelves.waiting).toMatchObject([{ kind: 'flagged', searchTerm: 'how to hurt myself' }]);
});

test('a visit to a confidential helpline leaves nothing behind', async () => {
  const gate = openGate(standing);
  await gate.guard.seen('committed', at('https://helpline.test/'));
  expect(gate.shelves.waiting).toEqual([]);
});

test('a page that arrives although its tab was sent away is sent away again, but not once it is allowed', async () => {
  const gate = openGate(standing);
  await gate.guard.seen('begins', at('https://games.test/'));
  await gate.guard.seen('committed', at('https://games.test/'));
  expect(gate.shown).toHaveLength(1);
  gate.open.push({ id: 7, url: 'https://games.test/' });
  await gate.guard.seen('committed', at('https://games.test/'));
  expect(gate.shown).toHaveLength(2);

  const standingOfTom = await settledStanding();
  const promoted = openGate(standingOfTom, {
    pause: (ms) => (ms > 100 ? standingOfTom.reassign({ id: 'tom', groups: ['sixth-form'] }) : Promise.resolve()),
  });
  promoted.open.push({ id: 7, url: 'https://games.test/' });
  await promoted.guard.seen('begins', at('https://games.test/'));
  await promoted.guard.seen('committed', at('https://games.test/'));
  expect(promoted.shown).toHaveLength(1);
});
