import type { Device } from '#store/school-store.ts';

export type DeviceState = 'well' | 'behind' | 'silent' | 'troubled';

/** Three heartbeats of 30 seconds missed. */
const silentAfter = 90_000;
/** A new bundle reaches a device within a second; half a minute later something is wrong. */
const behindAfter = 30_000;

/** How a device is, by its last heartbeat. What it said about itself means nothing once it is silent. */
export function deviceState(device: Device, latest: { readonly number: number; readonly madeAt: number } | null, at: number): DeviceState {
  const beat = device.lastHeartbeat;
  if (at - (beat?.at ?? device.enrolledAt) > silentAfter) return 'silent';
  if (beat === null) return 'well';
  if (beat.problems.length > 0) return 'troubled';
  return latest && beat.bundle < latest.number && at - latest.madeAt > behindAfter ? 'behind' : 'well';
}
