// The service worker: puts the parts together. Every listener is registered in this first turn, because Chrome wakes a
// stopped worker only for listeners that were there when it last started.
import './schemas-without-eval.ts';
import { presenceHost, wentOnUrl } from '#policies/contracts/extension-api.ts';
import { referenceFrom } from '#policies/engine/reference.ts';
import { restrictedVideoHosts } from '#policies/vocabulary/search-engines.ts';
import { mayBlock, onPageMessage, ownOrigin, ownVersion, pageAddress, tellPages } from '../chrome/extension-port.ts';
import { createFloorKeeper } from '../bundle/floor-keeper.ts';
import { floorPort } from '../chrome/floor-port.ts';
import { onNavigation } from '../chrome/navigation-port.ts';
import { onProfileChange, profileEmail } from '../chrome/profile-port.ts';
import { onNetworkChange, onPulse, stayAwake } from '../chrome/pulse-port.ts';
import { forgetOfflineCopy } from '../chrome/purge-port.ts';
import { addHeaders, beforeEveryRequest, onChallenge } from '../chrome/requests-port.ts';
import { session } from '../chrome/session-port.ts';
import { managedSettings, onManagedSettings } from '../chrome/settings-port.ts';
import { eventShelf, factsShelf, materialShelf, memoryShelf } from '../chrome/shelf.ts';
import { newTab, pageInFront, tabs } from '../chrome/tabs-port.ts';
import { onTyped, typingPort } from '../chrome/typing-port.ts';
import { onUpdateReady, startAgain } from '../chrome/update-port.ts';
import { createMaterialSource } from '../bundle/material-source.ts';
import type { BlockFacts } from '../enforce/block-facts.ts';
import { blockPageInput } from '../enforce/block-page-input.ts';
import { createJudgement } from '../enforce/judgement.ts';
import { createFloorRetry } from '../enforce/floor-retry.ts';
import { framePage } from '../enforce/frame-page.ts';
import { createOwnPages } from '../enforce/own-pages.ts';
import { createRequestGate } from '../enforce/request-gate.ts';
import { createStopper } from '../enforce/stopper.ts';
import { createTabGuard } from '../enforce/tab-guard.ts';
import { askWithOwners } from '../enforce/video-owners.ts';
import { createVideoHeaders } from '../enforce/video-headers.ts';
import { createWarnings } from '../enforce/warnings.ts';
import { createOncePerDocument } from '../events/once-per-document.ts';
import { createOutbox } from '../events/outbox.ts';
import { createVisits } from '../events/visits.ts';
import { createPresence } from '../identity/presence.ts';
import type { Membership } from '../identity/membership.ts';
import { createProxyCredentials } from '../identity/proxy-credentials.ts';
import { createTellProxy } from '../identity/tell-proxy.ts';
import { createProxyToken } from '../identity/proxy-token.ts';
import { createSchoolClock } from '../identity/school-clock.ts';
import { standingChanged } from '../messages/page-messages.ts';
import { pageText } from '../server/page-text.ts';
import { createSchoolServer } from '../server/school-server.ts';
import { createTypingReader } from '../typing/typing-reader.ts';
import { createConnection } from './connection.ts';
import { createFirstReading } from './first-reading.ts';
import { createPageAnswers } from './page-answers.ts';
import { createPerson } from './person.ts';
import { createProblems } from './problems.ts';
import { createStanding } from '../identity/standing.ts';
import { updateSeldom } from './updates.ts';
import { watched } from './watched-shelves.ts';

const day = 86_400_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const newReference = (): string => referenceFrom(crypto.getRandomValues(new Uint8Array(8)));
const newId = (): string => crypto.randomUUID();

const problems = createProblems();
const shelves = watched({ memory: memoryShelf, events: eventShelf, facts: factsShelf }, (well) => problems.set('storage-failing', !well));
const clock = createSchoolClock(() => Date.now(), shelves.memory);
const server = createSchoolServer((url, init) => fetch(url, init));
const pages = createOwnPages(pageAddress);

const standing = createStanding(
  shelves.memory,
  () => void policyChanged(),
  (asking) =>
    createMaterialSource({
      shelf: materialShelf,
      fetch: (material) => ofDevice(asking, (device) => server.material(device, material)),
      fetchKey: () => ofDevice(asking, (device) => server.listKey(device)),
      readKey: () => shelves.memory.read('list-key'),
      keepKey: (key) => shelves.memory.write('list-key', key),
    }),
);
const ready = Promise.all([standing.ready, clock.load().catch(() => undefined)]).then(() => undefined);

const outbox = createOutbox({
  shelf: shelves.events,
  async send(events) {
    const membership = standing.membership();
    if (membership === null) return { ok: false, problem: 'unreachable' };
    const answer = await server.events(membership, events);
    if (!answer.ok && answer.problem === 'unknown-device') connection.rejoin();
    return answer;
  },
  refused: () => problems.set('event-refused', true),
});
const presence = createPresence({
  async ask(nonce) {
    const response = await fetch(`http://${presenceHost}/presence?nonce=${nonce}`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(3_000),
    });
    return response.ok ? response.json() : null;
  },
  secret: () => standing.membership()?.proxySecret ?? null,
  newNonce: newId,
  clock: () => Date.now(),
});
const proxyToken = createProxyToken({
  membership: () => standing.membership(),
  async ask(membership) {
    const answer = await server.proxyToken(membership);
    if (!answer.ok && answer.problem === 'unknown-device') connection.rejoin();
    return answer;
  },
  memory: shelves.memory,
  clock: () => Date.now(),
});
const connection = createConnection({
  server,
  standing,
  enrolment: { memory: shelves.memory, newId, version: ownVersion },
  rawSettings: managedSettings,
  profileEmail,
  clock,
  problems,
  condition: async () => ({
    throughProxy: await presence.throughProxy(),
    queued: await outbox.waiting().catch(() => 0),
    lost: await outbox.lost().catch(() => undefined),
    problems: problems.list(),
    floor: floor.counts(),
  }),
  answered: () => void outbox.flush(),
  pause,
  random: Math.random,
});

let floorTimer: ReturnType<typeof setTimeout> | undefined;
const floor = createFloorKeeper({
  port: floorPort,
  standing,
  serverOrigins: connection.serverOrigins,
  clock: clock.now,
  place: presence.place,
  wake(ms, call) {
    clearTimeout(floorTimer);
    floorTimer = setTimeout(call, ms);
  },
  took: (well) => problems.set('floor-refused', !well),
});

const ask = createJudgement({ standing, serverOrigins: connection.serverOrigins, clock: clock.now, place: presence.place });
const askFully = askWithOwners(ask, (url) => pageText((address, init) => fetch(address, init), url));
const visits = createVisits({ presence, outbox, newReference });
const stopper = createStopper({
  outbox,
  facts: shelves.facts,
  newReference,
  pageInput(judged, reference) {
    const membership = standing.membership();
    if (membership === null) throw new Error('Nothing is judged before enrolment.');
    return blockPageInput(judged, reference, membership, navigator.languages);
  },
});
const tellProxy = createTellProxy({
  presence,
  secret: () => standing.membership()?.proxySecret ?? null,
  send: (form) =>
    fetch(wentOnUrl, { method: 'POST', body: form, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(3_000) }),
});
const warnings = createWarnings(session, tellProxy);
const guard = createTabGuard({ ready, ask: askFully, stopper, visits, warnings, tabs, pages, forgetOfflineCopy, pause });
const typing = createTypingReader({ ready, ask: askFully, outbox, presence, port: typingPort, newReference });
const credentials = createProxyCredentials({ current: async (refused) => (await ready, proxyToken.current(refused)) });

const person = createPerson(standing, server);
const firstReading = createFirstReading({
  person,
  memory: shelves.memory,
  subject: () => standing.membership()?.subject.id ?? null,
  open: () => newTab(pageAddress('pages/agreement/agreement.html')),
  clock: () => Date.now(),
});

let isReady = false;
void ready.then(() => (isReady = true));
beforeEveryRequest(
  createRequestGate({
    ready,
    isReady: () => isReady,
    ask: askFully,
    stopper,
    visits,
    warnings,
    tabs,
    pages,
    framePage,
    once: createOncePerDocument<Promise<BlockFacts>>(),
    ownOrigin,
    floorMayStop: floor.mayHaveStopped,
    tooMany: () => problems.set('many-blocked-requests', true),
  }),
);
addHeaders(restrictedVideoHosts, createVideoHeaders(ready, ask));
onChallenge(credentials);
const retry = createFloorRetry({ ready, rightRules: floor.refresh, ask: askFully, tabs });
onNavigation((step, navigation) => {
  void guard.seen(step, navigation);
  void retry(step, navigation);
  const { tabId, frameId, url } = navigation;
  if (step === 'committed' || step === 'address-changed') void typing.shown(tabId, frameId, url).catch(() => undefined);
});
onPageMessage(
  createPageAnswers({
    pageInFront,
    standing,
    connection,
    facts: shelves.facts,
    ask: askFully,
    warnings,
    outbox,
    presence,
    problems,
    person,
  }),
);
onTyped(typing.typed);
onManagedSettings(() => void connection.pulse());
onProfileChange(() => void connection.pulse());
onNetworkChange(() => {
  presence.forget();
  void connection.pulse();
});
onUpdateReady(() => void updateSeldom(shelves.memory, Date.now(), startAgain).catch(() => undefined));
onPulse(() => void pulse());

/** Asks the server as the device that this browser is, or gives `null` when it is none. */
function ofDevice<T>(asking: () => Membership | null, ask: (device: Membership) => Promise<T>): Promise<T | null> {
  const device = asking();
  return device === null ? Promise.resolve(null) : ask(device);
}

/** A page that was open may be closed now, and the other way round. */
async function policyChanged(): Promise<void> {
  presence.forget();
  await ready;
  tellPages(standingChanged);
  void floor.refresh();
  void firstReading().catch(() => undefined);
  await guard.rescan();
  await typing.rescan().catch(() => undefined);
}

/** Every 30 seconds, and when the worker starts: permissions end with the lesson, so open tabs are judged again. */
async function pulse(): Promise<void> {
  void ready.then(proxyToken.keepFresh);
  await connection.pulse();
  void floor.refresh();
  await guard.rescan();
  void firstReading().catch(() => undefined);
  await shelves.facts.sweep(clock.now() - day).catch(() => undefined);
}

stayAwake();
void mayBlock().then((may) => problems.set('no-web-request-blocking', !may));
void floor.refresh();
void guard.rescan();
void typing.rescan().catch(() => undefined);
void pulse();
