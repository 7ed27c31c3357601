// What a measured process can say of itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** User and system seconds of the whole process, its compiler and collector threads too. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export interface Memory {
  /** Resident bytes of the process. */
  readonly resident: number;
  /** Bytes that live objects and buffers take. */
  readonly live: number;
}

/** After everything that can be collected is. */
export async function settledMemory(): Promise<Memory> {
  for (let round = 0; round < 4; round++) {
    global.gc?.();
    await wait(20);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, live: heapUsed + external };
}

/** Begins a new high-water mark of resident memory (Linux; elsewhere the mark is that of the whole run). */
export function resetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // The mark then says too much, never too little.
  }
}

/** Resident bytes at most since then. */
export function peakResident(): number {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kibibytes !== undefined) return Number(kibibytes) * 1024;
  } catch {
    // Another system.
  }
  return process.resourceUsage().maxRSS * 1024;
}

/** `sorted` ascending. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Answers whoever started the process; it is then ended. */
export function answer(result: object): void {
  process.send?.(result);
}
