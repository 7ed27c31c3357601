// The browser's life with the school's server: enrol, hear of new policies, tell how it is. Every pulse puts right whatever
// has stopped.
import type { Heartbeat } from '#policies/contracts/extension-api.ts';
import { backOff } from '../bundle/back-off.ts';
import { createBundleLoop } from '../bundle/bundle-loop.ts';
import { enrol, type EnrolmentOptions, fingerprint, userOf } from '../identity/enrolment.ts';
import type { SchoolClock } from '../identity/school-clock.ts';
import { readSettings, type Settings } from '../identity/settings.ts';
import type { SchoolServer } from '../server/school-server.ts';
import type { Problems } from './problems.ts';
import type { Standing } from '../identity/standing.ts';

export interface Connection {
  /** Why there is no policy yet, for the pages that say so. */
  state(): 'waiting' | 'refused' | 'joining';
  isConnected(): boolean;
  /** Origins of the school's server. */
  serverOrigins(): readonly string[];
  /** Enrols where that is due, listens for bundles and sends a heartbeat. Never rejects. */
  pulse(): Promise<void>;
  /** The server does not know our token any more: enrol again at the next pulse. */
  rejoin(): void;
}

export interface ConnectionOptions {
  readonly server: SchoolServer;
  readonly standing: Standing;
  readonly enrolment: Omit<EnrolmentOptions, 'server'>;
  readonly rawSettings: () => Promise<unknown>;
  readonly profileEmail: () => Promise<string | null>;
  readonly clock: SchoolClock;
  readonly problems: Problems;
  /** What the heartbeat says besides version and bundle. */
  readonly condition: () => Promise<Pick<Heartbeat, 'throughProxy' | 'queued' | 'lost' | 'problems' | 'floor'>>;
  /** The server answered: what waits may be sent. */
  readonly answered: () => void;
  readonly pause: (ms: number) => Promise<void>;
  readonly random: () => number;
}

/** Seconds that the server may hold a long poll. */
const longPoll = 15;

export function createConnection(o: ConnectionOptions): Connection {
  let settings: Settings | null = null;
  let state: 'waiting' | 'refused' | 'joining' = 'waiting';
  let connected = false;
  let stranger = false;
  let failures = 0;
  let due = false;
  let pulsing: Promise<void> | null = null;

  const listen = createBundleLoop({
    async poll() {
      const membership = o.standing.membership();
      return membership === null || stranger ? null : o.server.bundle(membership, o.standing.enforcing()?.judge.bundle ?? 0, longPoll);
    },
    async take(bundle) {
      const taken = await o.standing.take(bundle);
      o.problems.set('bundle-refused', !taken);
      // Told at once, so that nobody looks for what keeps this browser behind; not all browsers of a school in the same instant.
      if (taken)
        void o
          .pause(o.random() * 2_000)
          .then(heartbeat)
          .catch(() => undefined);
      return taken;
    },
    heard(problem) {
      connected = problem !== 'unreachable' && problem !== 'odd';
      if (problem === 'unknown-device') stranger = true;
      if (problem === null) o.answered();
    },
    pause: o.pause,
    random: o.random,
  });

  async function join(): Promise<void> {
    settings = readSettings(await o.rawSettings());
    // Managed storage is empty for some seconds after a first start; a device that knows its school goes on meanwhile.
    if (settings === null) return;
    const user = userOf(settings, settings.user ? null : await o.profileEmail());
    const known = o.standing.membership();
    if (!stranger && known?.enrolledAs === (await fingerprint(settings, user))) return;
    state = state === 'refused' ? 'refused' : 'joining';
    const answer = await enrol({ ...o.enrolment, server: o.server }, settings, user);
    if (!answer.ok) {
      const refused = answer.problem === 'refused' || answer.problem === 'unknown-device';
      state = refused ? 'refused' : 'joining';
      connected = refused;
      o.problems.set('enrolment-refused', refused);
      failures += 1;
      return;
    }
    failures = 0;
    o.problems.set('enrolment-refused', false);
    if (answer.value.at !== undefined) o.clock.learn(answer.value.at);
    state = 'joining';
    stranger = false;
    await o.standing.join(answer.value);
  }

  async function heartbeat(): Promise<void> {
    const membership = o.standing.membership();
    if (membership === null || stranger) return;
    const beat = { version: o.enrolment.version, bundle: o.standing.enforcing()?.judge.bundle ?? 0, ...(await o.condition()) };
    const answer = await o.server.heartbeat(membership, beat);
    connected = answer.ok || answer.problem === 'refused';
    if (!answer.ok && answer.problem === 'unknown-device') stranger = true;
    if (!answer.ok) return;
    if (answer.value.at !== undefined) o.clock.learn(answer.value.at);
    await o.standing.reassign(answer.value.subject);
    o.answered();
  }

  async function once(): Promise<void> {
    await o.standing.ready;
    await join().catch(() => undefined);
    listen().catch(() => undefined);
    await heartbeat().catch(() => undefined);
    if (failures > 0) tryAgain();
  }

  /** A browser that has nothing yet does not wait for the next pulse. */
  function tryAgain(): void {
    if (o.standing.enforcing() === null) void o.pause(backOff(failures, o.random)).then(pulse);
  }

  /** Whatever called for another pulse while one was under way gets one that began after the call. */
  async function pulsesDue(): Promise<void> {
    do {
      due = false;
      await once();
    } while (due);
  }

  function pulse(): Promise<void> {
    due = true;
    return (pulsing ??= pulsesDue().finally(() => (pulsing = null)));
  }

  return {
    state: () => state,
    isConnected: () => connected,
    serverOrigins: () => [settings?.serverUrl, o.standing.membership()?.serverUrl].filter((origin) => origin !== undefined),
    pulse,
    rejoin: () => void (stranger = true),
  };
}
