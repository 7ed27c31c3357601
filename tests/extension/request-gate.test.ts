import { expect, test } from 'vitest';
import { createStanding } from '#extension/identity/standing.ts';
import { memoryShelves } from './support/memory-shelves.ts';
import { openGate, ownOrigin } from './support/gate.ts';
import { settledStanding } from './support/school.ts';

const standing = await settledStanding();
const blockPage = /^chrome-extension:\/\/[a-p]{32}\/pages\/blocked\/blocked\.html\?ref=([0-9A-Z]{12})$/;

test('an allowed request is answered at once, without a promise that would hold it', () => {
  expect(openGate(standing).ask({ url: 'https://allowed.test/style.css', type: 'stylesheet', initiator: 'https://allowed.test' })).toEqual({
    do: 'pass',
  });
});

test('a typed address of a blocked site is redirected, and its record and its words are kept before it is', async () => {
  const gate = openGate(standing);
  const answer = await gate.ask({ url: 'https://games.test/play' });
  const reference = answer.do === 'redirect' ? blockPage.exec(answer.url)?.[1] : undefined;
  expect(gate.shelves.waiting).toMatchObject([
    { id: reference, kind: 'blocked', userAct: true, subject: 'mia', target: { host: 'games.test', path: '/play' } },
  ]);
  expect(gate.shelves.told.get(reference ?? '')?.page).toMatchObject({
    enforcedBy: 'extension',
    subjectKind: 'pupil',
    phaseName: 'Key Stage 3',
    askUrl: `https://schoolgate.greenfield.test/ask/${reference}`,
  });
});

test('what Chrome may have stopped by itself already is not redirected either, also where its rules give way meanwhile', async () => {
  let stands = true;
  const gate = openGate(await settledStanding(), { floorMayStop: () => stands });
  const answer = gate.ask({ url: 'https://games.test/' });
  stands = false;
  expect(await answer).toEqual({ do: 'cancel' });
  expect(gate.shown).toEqual([{ tab: 7, url: expect.stringMatching(blockPage) }]);
});

test('a site that leads to a blocked one is not redirected, which Chrome would refuse: the tab is sent to the block page', async () => {
  const gate = openGate(standing);
  expect(await gate.ask({ url: 'https://games.test/', initiator: 'https://allowed.test' })).toEqual({ do: 'cancel' });
  expect(gate.shown).toEqual([{ tab: 7, url: expect.stringMatching(blockPage) }]);
});

test('a page that is only being prepared is cancelled without touching the tab that somebody looks at', async () => {
  const gate = openGate(standing);
  expect(await gate.ask({ url: 'https://games.test/', documentLifecycle: 'prerender', initiator: 'https://allowed.test' })).toEqual({
    do: 'cancel',
  });
  expect(gate.shown).toEqual([]);
  expect(gate.shelves.waiting).toMatchObject([{ userAct: false }]);
});

test('parts of a page are cancelled at once and recorded once for a host in a document', async () => {
  const gate = openGate(standing);
  for (const path of ['a', 'b', 'c']) {
    expect(gate.ask({ url: `https://games.test/${path}`, type: 'script', documentId: 'D1', initiator: 'https://allowed.test' })).toEqual({
      do: 'cancel',
    });
  }
  void gate.ask({ url: 'https://games.test/', type: 'image', documentId: 'D2', initiator: 'https://allowed.test' });
  await Promise.resolve();
  expect(gate.shelves.waiting.map((event) => event.destination)).toEqual(['script', 'image']);
});

test('a page that makes up blocked hosts fills neither the records nor gets through', async () => {
  const gate = openGate(standing);
  for (let n = 0; n < 200; n++)
    expect(gate.ask({ url: `https://h${n}.games.test/`, type: 'xmlhttprequest', documentId: 'D1' })).toEqual({ do: 'cancel' });
  await Promise.resolve();
  expect(gate.shelves.waiting).toHaveLength(50);
  expect(gate.trouble.tooMany).toBe(150);
});

test('a frame gets the words in place, never one of our own pages', async () => {
  const answer = await openGate(standing).ask({
    url: 'https://games.test/',
    type: 'sub_frame',
    frameId: 3,
    parentDocumentId: 'D1',
    initiator: 'https://allowed.test',
  });
  expect(answer).toEqual({ do: 'redirect', url: expect.stringMatching(/^data:text\/html,/) });
});

test('before there is a policy only the school’s own server is open', async () => {
  const bare = createStanding(memoryShelves().memory, () => undefined);
  await bare.ready;
  const gate = openGate(bare);
  expect(gate.ask({ url: 'https://schoolgate.greenfield.test/sign-in' })).toEqual({ do: 'pass' });
  expect(gate.ask({ url: 'wss://schoolgate.greenfield.test/live', type: 'websocket' })).toEqual({ do: 'pass' });
  expect(gate.ask({ url: 'http://schoolgate.internal/presence?nonce=1' })).toEqual({ do: 'pass' });
  const shut = [
    'https://allowed.test/',
    'http://schoolgate.greenfield.test/',
    'https://schoolgate.greenfield.test:444/',
    'https://schoolgate.greenfield.test.evil.test/',
    'https://evil.schoolgate.greenfield.test/',
  ];
  for (const url of shut)
    expect([url, await gate.ask({ url })]).toEqual([url, { do: 'redirect', url: expect.stringContaining('why=not-set-up') }]);
  expect(gate.ask({ url: 'https://allowed.test/a.js', type: 'script' })).toEqual({ do: 'cancel' });
});

test('a request that comes while the disk is still being read waits for the answer', async () => {
  const reading = Promise.withResolvers<void>();
  const gate = openGate(standing, { ready: reading.promise });
  const answer = Promise.resolve(gate.ask({ url: 'https://games.test/' }));
  let answered = false;
  void answer.then(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answered).toBe(false);
  reading.resolve();
  expect((await answer).do).toBe('redirect');
});

test('our own calls to the school do not wait for themselves, and no page can pass as us', async () => {
  const reading = Promise.withResolvers<void>();
  const gate = openGate(standing, { ready: reading.promise });
  expect(
    gate.ask({ url: 'https://schoolgate.greenfield.test/api/extension/bundle', type: 'xmlhttprequest', initiator: ownOrigin, tabId: -1 }),
  ).toEqual({ do: 'pass' });
  expect(gate.ask({ url: 'https://games.test/', type: 'xmlhttprequest', initiator: 'https://games.test', tabId: -1 })).toBeInstanceOf(
    Promise,
  );
  reading.resolve();
});

test('a disk that fails closes what has to be recorded: nothing is let through and nothing is shown in its place', async () => {
  const gate = openGate(standing);
  gate.shelves.broken = true;
  expect(await gate.ask({ url: 'https://games.test/' })).toEqual({ do: 'redirect', url: expect.stringContaining('why=trouble') });
  expect(await gate.ask({ url: 'https://search.test/?q=how+to+hurt+myself&safe=active' })).toEqual({
    do: 'redirect',
    url: expect.stringContaining('why=trouble'),
  });
  expect(await gate.ask({ url: 'https://allowed.test/' })).toEqual({ do: 'pass' });
});

test('addresses that nobody can read as a host are cancelled; what is not of the network is not ours', () => {
  const gate = openGate(standing);
  expect(gate.ask({ url: 'https://./' })).toEqual({ do: 'cancel' });
  expect(gate.ask({ url: 'file:///etc/hosts' })).toEqual({ do: 'pass' });
});

test('a search is made safe first and judged again as the safe one', async () => {
  const gate = openGate(standing);
  expect(gate.ask({ url: 'https://search.test/?q=plants' })).toEqual({ do: 'redirect', url: 'https://search.test/?q=plants&safe=active' });
  expect(await gate.ask({ url: 'https://search.test/?q=plants&safe=active' })).toEqual({ do: 'pass' });
});

test('a flagged search is on disk before it is answered, unless the proxy that it crosses records it', async () => {
  const url = 'https://search.test/?q=how+to+hurt+myself&safe=active';
  const atHome = openGate(standing);
  expect(await atHome.ask({ url })).toEqual({ do: 'pass' });
  expect(atHome.shelves.waiting).toMatchObject([{ kind: 'flagged', searchTerm: 'how to hurt myself', flag: { severity: 'high' } }]);
  const atSchool = openGate(standing, { throughProxy: true });
  expect(await atSchool.ask({ url })).toEqual({ do: 'pass' });
  expect(atSchool.shelves.waiting).toEqual([]);
});
