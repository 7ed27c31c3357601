import { expect, test } from 'vitest';
import { createPageAnswers } from '#extension/background/page-answers.ts';
import { createPerson } from '#extension/background/person.ts';
import { createProblems } from '#extension/background/problems.ts';
import { createJudgement } from '#extension/enforce/judgement.ts';
import { createSchoolServer } from '#extension/server/school-server.ts';
import type { StatusAnswer } from '#extension/messages/page-messages.ts';
import { popupBody } from '#extension/pages/popup/popup-words.ts';
import type { Language } from '#policies/model/language.ts';
import { wordsOf } from '#policies/words/words-of.ts';
import { openGate } from './support/gate.ts';
import { now, openSchool, settledStanding } from './support/school.ts';

const school = openSchool();
const standing = await settledStanding(school);
const gate = openGate(standing);
const answers = createPageAnswers({
  pageInFront: () => Promise.resolve(null),
  standing,
  connection: {
    state: () => 'waiting',
    isConnected: () => true,
    serverOrigins: () => [],
    pulse: async () => undefined,
    rejoin: () => undefined,
  },
  facts: gate.shelves.facts,
  ask: createJudgement({ standing, serverOrigins: () => [], clock: () => now }),
  warnings: gate.warnings,
  outbox: { flush: async () => true, waiting: async () => 2 },
  presence: { throughProxy: async () => true, place: () => 'on-site' as const, forget: () => undefined },
  problems: createProblems(),
  person: createPerson(
    standing,
    createSchoolServer(() => Promise.reject(new Error('no network'))),
  ),
});

test('a block page is told what was stopped under its reference, and nothing for a made-up one', async () => {
  await gate.ask({ url: 'https://games.test/play' });
  const [reference] = [...gate.shelves.told.keys()];
  expect(await answers({ ask: 'block', reference })).toMatchObject({ page: { target: { host: 'games.test' }, reference }, openNow: null });
  for (const made of ['000000000000', '', '../../etc']) expect(await answers({ ask: 'block', reference: made })).toBeNull();
});

test('the block page is in the reader’s language', async () => {
  const welsh = openGate(standing, { readerLanguages: ['cy-GB', 'en'] });
  await welsh.ask({ url: 'https://games.test/play' });
  expect([...welsh.shelves.told.values()].map(({ page }) => page.languages)).toEqual([['cy', 'en']]);
});

test('when the school has opened the address meanwhile, the block page hears where to go on', async () => {
  const [reference] = [...gate.shelves.told.keys()];
  await standing.take(
    await school.bundle(2, (policy) => ({ ...policy, grid: { ...policy.grid, ks3: { ...policy.grid['ks3'], games: 'allow' } } })),
  );
  expect(await answers({ ask: 'block', reference })).toMatchObject({ openNow: 'https://games.test/play' });
});

test('a message that is none of ours gets no answer', async () => {
  for (const junk of [null, 'status', { ask: 'everything' }, { ask: 'block' }]) await expect(answers(junk)).rejects.toThrow();
});

const status: StatusAnswer = {
  state: 'ready',
  schoolName: 'Greenfield School',
  serverUrl: 'https://schoolgate.greenfield.test',
  bundle: 12,
  phaseName: 'Key Stage 3',
  schoolLanguages: [],
  typing: null,
  subjectKind: 'pupil',
  connected: true,
  throughProxy: true,
  queued: 0,
  problems: [],
  inFront: null,
};
const words = (of: Partial<StatusAnswer>, language: Language = 'en') => popupBody({ ...status, ...of }, wordsOf(language)).markup;

test('the popup says who checks, what is kept and what is not; only staff get the way to the dashboard', () => {
  for (const said of ['Greenfield School', 'Key Stage 3', 'version 12', 'confidential helpline']) expect(words({})).toContain(said);
  expect(words({})).not.toContain('dashboard');
  expect(words({ subjectKind: 'staff' })).toContain('href="https://schoolgate.greenfield.test/"');
});

test('the popup names every problem in words that a technician can act on', () => {
  expect(words({ problems: ['no-web-request-blocking', 'storage-failing'] })).toMatch(
    /installed by the school’s policy[^]*Free some space/,
  );
  expect(words({ connected: false, queued: 1, throughProxy: false })).toMatch(/not reached[^]*this browser filters by itself[^]*1 record</);
  expect(words({ state: 'refused', bundle: null })).toContain('does not know this browser');
});

test('the popup says where typed words are read, and what of them is kept', () => {
  expect(words({})).toContain('your messages, passwords and screen');
  const read = words({ typing: { chats: true, categories: ['social-media'], sites: ['forum.test'] } });
  expect(read).toMatch(/They are looked for in AI chats, on pages of the category “[^”]+”, at forum.test\./);
  expect(read).not.toContain('your messages, passwords and screen');
  expect(words({ typing: { everywhere: true, chats: true } }, 'cy')).toContain('Maen nhw’n cael eu chwilio ar bob tudalen.');
});

test('the popup speaks Welsh too', () => {
  const popup = words({ connected: false, queued: 3, problems: ['storage-failing'] }, 'cy');
  for (const said of ['Mae’r porwr hwn yn cael ei hidlo', 'Greenfield School', '“Key Stage 3”', 'cofnodion: 3', 'i’w ddisg'])
    expect(popup).toContain(said);
});

test('whatever a school is called, it is text and never markup', () => {
  expect(words({ schoolName: '<img src=x onerror=alert(1)>', phaseName: '<script>' })).not.toMatch(/<img|<script/);
});

test('staff add the page in front of them to a plan of lessons; pupils are not offered it, and no address becomes mark-up', () => {
  const inFront = 'https://museum.test/a?b=c&d="><script>';
  expect(words({ subjectKind: 'staff', inFront })).toContain(
    'href="https://schoolgate.greenfield.test/plans/add?url=https%3A%2F%2Fmuseum.test%2Fa%3Fb%3Dc%26d%3D%22%3E%3Cscript%3E"',
  );
  expect(words({ subjectKind: 'staff' })).not.toContain('/plans/add');
  expect(words({ inFront })).not.toContain('/plans/add');
});
