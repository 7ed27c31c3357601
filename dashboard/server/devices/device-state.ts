import { lastHeard } from '#store/last-heard.ts';
import type { Device } from '#store/school-store.ts';

export type DeviceState = 'unguarded' | 'troubled' | 'silent' | 'behind' | 'well';

/**
 * Milliseconds without a word from the extension. It asks for a newer policy all the time, and the server answers within
 * 15 seconds; with what is written some seconds late, one that has gone is noticed within half a minute.
 */
const silentAfter = 26_000;
/** A server that was away heard nobody while requests passed, and browsers come back to it within this time (milliseconds). */
const allAreBack = 60_000;
/** Requests later than the extension's last word by this much (milliseconds) were made without it. */
const withoutIt = 10_000;
/** Requests are going on when the last is not older than this, milliseconds. */
const goingOn = 60_000;
/** A new bundle reaches a device within a second; half a minute later something is wrong. */
const behindAfter = 30_000;

export interface Known {
  /** The newest bundle; `null` when that is not asked or there is none. */
  readonly latest: { readonly number: number; readonly madeAt: number } | null;
  /** When the server began to listen, epoch milliseconds. */
  readonly listensSince: number;
}

/** How a device is. What it said about itself means nothing once it is silent. */
export function deviceState(device: Device, { latest, listensSince }: Known, at: number): DeviceState {
  const heardAt = lastHeard(device);
  if (at - heardAt > silentAfter) return at - listensSince > allAreBack && isBrowsing(device, heardAt, at) ? 'unguarded' : 'silent';
  const beat = device.lastHeartbeat;
  if (beat === null) return 'well';
  if (beat.problems.length > 0) return 'troubled';
  return latest && beat.bundle < latest.number && at - latest.madeAt > behindAfter ? 'behind' : 'well';
}

function isBrowsing({ passedAt }: Device, heardAt: number, at: number): boolean {
  return passedAt !== null && passedAt - heardAt > withoutIt && at - passedAt <= goingOn;
}
