import type { Device } from './school-store.ts';

/** When a device's extension was last heard of in any way, epoch milliseconds. */
export const lastHeard = ({ enrolledAt, lastHeartbeat, heardAt }: Device): number =>
  Math.max(enrolledAt, lastHeartbeat?.at ?? 0, heardAt ?? 0);
