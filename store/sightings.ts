// Which devices were seen lately. Hundreds of them ask every few seconds, so that a moment's sightings are written in one go.
import type { DeviceStore, Sighting } from './school-store.ts';

/** Milliseconds that a sighting may wait before it is written. */
const writeEvery = 2_000;

export interface Sightings {
  /** @param at epoch milliseconds */
  seen(devices: Pick<DeviceStore, 'seen'>, device: string, at: number): void;
  /** Writes what waits. */
  close(): Promise<void>;
}

/**
 * @param by `heard`: the extension spoke to the school's server; `passed`: a request of the device's crossed the proxy
 * @param failed is told when the store does not take them any more, once until it does; they are written with the next ones
 */
export function createSightings(by: Sighting, failed: (problem: unknown) => void): Sightings {
  let waiting = new Map<Pick<DeviceStore, 'seen'>, Map<string, number>>();
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();
  let failing = false;

  function add(devices: Pick<DeviceStore, 'seen'>, device: string, at: number): void {
    const ofSchool = waiting.get(devices) ?? new Map<string, number>();
    waiting.set(devices, ofSchool.set(device, Math.max(at, ofSchool.get(device) ?? 0)));
    timer ??= setTimeout(write, writeEvery).unref();
  }

  async function writeAll(): Promise<void> {
    const due = waiting;
    waiting = new Map();
    for (const [devices, seen] of due) {
      try {
        await devices.seen(by, seen);
        failing = false;
      } catch (problem) {
        if (!failing) failed(problem);
        failing = true;
        for (const [device, at] of seen) add(devices, device, at);
      }
    }
  }

  function write(): void {
    timer = null;
    writing = writing.then(writeAll);
  }

  return {
    seen: add,
    async close() {
      write();
      await writing;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
