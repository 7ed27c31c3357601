// Keeps Chrome's own rules in step with the policy: for whoever uses this browser, at this time. They hold while nothing of
// ours runs: before the worker wakes, when it is killed, when it hangs. While it runs, it judges every page and frame
// itself, with a page that says why; parts of pages and what the law closes stay shut by Chrome as well.
import type { Floor } from '#policies/dnr/to-dnr.ts';
import type { Place } from '#policies/model/access-request.ts';
import { presenceHost, type Heartbeat } from '#policies/contracts/extension-api.ts';
import type { FloorPort, Pattern } from '../chrome/floor-port.ts';
import type { Standing } from '../identity/standing.ts';

export interface FloorKeeper {
  /** Puts the rules right where anything has changed. Never rejects. */
  refresh(): Promise<void>;
  /** Whether Chrome may have stopped a page by itself: it cannot be redirected any more then. */
  mayHaveStopped(): boolean;
  /** What stands, in numbers; `undefined` while nothing does. */
  counts(): Heartbeat['floor'];
}

export interface FloorKeeperOptions {
  readonly port: FloorPort;
  readonly standing: Pick<Standing, 'ready' | 'enforcing'>;
  readonly serverOrigins: () => readonly string[];
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly place: () => Place;
  /** Calls back after some milliseconds; what was asked for before is forgotten. */
  readonly wake: (ms: number, call: () => void) => void;
  /** Told after every change whether Chrome took it. */
  readonly took: (well: boolean) => void;
}

/** Longer waits than this are beyond a timer (2³¹ − 1 milliseconds). */
const longestWait = 86_400_000;

/** What the rules were made for. */
interface Made {
  readonly key: string;
  readonly at: number;
  readonly until: number;
}

export function createFloorKeeper(o: FloorKeeperOptions): FloorKeeper {
  const checked = new Set<string>();
  const refused = new Set<string>();
  let made: Made | null = null;
  let counts: Heartbeat['floor'];
  let lifted = false;
  let stands = true;
  let due = false;
  let running: Promise<void> | null = null;

  async function withoutRefused(make: () => Floor): Promise<Floor> {
    const floor = make();
    const unknown = patternsOf(floor).filter(({ regex, isCaseSensitive }) => !checked.has(`${isCaseSensitive} ${regex}`));
    const found = unknown.length === 0 ? [] : await o.port.refused(unknown);
    for (const { regex, isCaseSensitive } of unknown) checked.add(`${isCaseSensitive} ${regex}`);
    for (const pattern of found) refused.add(pattern);
    return found.length === 0 ? floor : make();
  }

  async function setRight(): Promise<void> {
    await o.standing.ready;
    const enforcing = o.standing.enforcing();
    if (enforcing === null) return takeDown();
    const now = o.clock();
    const place = o.place();
    const { judge, membership } = enforcing;
    const open = [...new Set([...o.serverOrigins(), `http://${presenceHost}`, `https://${presenceHost}`])].sort();
    const key = JSON.stringify([judge.school, judge.bundle, membership.subject, place, open]);
    if (made !== null && made.key === key && made.at <= now && now < made.until) return lift();
    const floor = await withoutRefused(() => enforcing.floor({ subject: membership.subject, at: now, place }, { open, refused }));
    const mark = await markOf(floor);
    if ((await o.port.inForce()) !== mark) await o.port.replace(floor.rules, mark);
    made = { key, at: now, until: floor.until ?? Infinity };
    counts = countsOf(floor);
    await lift();
    if (floor.until !== null) o.wake(Math.min(longestWait, Math.max(0, floor.until - now)), () => void refresh());
  }

  async function lift(): Promise<void> {
    if (lifted) return;
    await o.port.lift(true);
    lifted = true;
    stands = false;
  }

  async function takeDown(): Promise<void> {
    made = null;
    counts = undefined;
    if ((await o.port.inForce()) !== null) await o.port.replace([], 'a0');
    if (lifted) await o.port.lift(false);
    lifted = false;
    stands = false;
  }

  /** Whatever called while rules were being changed gets another look that began after the call. */
  async function allDue(): Promise<void> {
    do {
      due = false;
      await setRight().then(
        () => o.took(true),
        () => o.took(false),
      );
    } while (due);
  }

  function refresh(): Promise<void> {
    due = true;
    return (running ??= allDue().finally(() => (running = null)));
  }

  return { refresh, mayHaveStopped: () => stands, counts: () => counts };
}

function patternsOf({ rules }: Floor): Pattern[] {
  return rules.flatMap(({ condition: { regexFilter, isUrlFilterCaseSensitive } }) =>
    regexFilter === undefined ? [] : [{ regex: regexFilter, isCaseSensitive: isUrlFilterCaseSensitive === true }],
  );
}

/** The same for the same rules: 20 bytes of their SHA-256. */
async function markOf({ rules }: Floor): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(rules)));
  return [...new Uint8Array(digest, 0, 20)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function countsOf({ rules, notExpressed }: Floor): Heartbeat['floor'] {
  return {
    rules: rules.length,
    names: rules.reduce((sum, { condition }) => sum + (condition.requestDomains?.length ?? 0), 0),
    notExpressed: notExpressed.length,
    namesNotExpressed: notExpressed.reduce((sum, { names }) => sum + names, 0),
  };
}
