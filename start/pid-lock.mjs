// A lock that is a file: made whole in one step, named after its holder, and taken over when the holder is dead.
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';

/** @typedef {{ pid: number, started: string | null }} Holder */

/**
 * Takes the lock if nobody alive holds it.
 * @param {string} file
 * @returns {{ taken: true, release: () => void } | { taken: false, pid: number }}
 */
export function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    if (createWhole(file)) return { taken: true, release: () => releaseLock(file) };
    const holder = readHolder(file);
    if (holder !== 'nobody' && isAlive(holder)) return { taken: false, pid: holder.pid };
    if (holder !== 'nobody') removeStale(file);
  }
}

/** Creating by hard link means that nobody ever reads a lock that is half written. @param {string} file */
function createWhole(file) {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, started: startTime(process.pid) }), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * One process at a time removes a dead holder's lock, and looks again first: whoever was slower would otherwise remove the
 * lock of whoever was faster.
 * @param {string} file
 */
function removeStale(file) {
  const guard = `${file}.takeover`;
  if (!createWhole(guard)) {
    // Held for a moment only; one that is old was left by a process that was killed in that moment.
    const made = statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > 5_000) rmSync(guard, { force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return;
  }
  try {
    const holder = readHolder(file);
    if (holder !== 'nobody' && !isAlive(holder)) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** @param {string} file */
function releaseLock(file) {
  const holder = readHolder(file);
  if (holder !== 'nobody' && holder.pid === process.pid) rmSync(file, { force: true });
}

/** A file that says nothing sensible is nobody's who is alive. @param {string} file @returns {Holder | 'nobody'} */
function readHolder(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    if (Number.isInteger(holder.pid) && holder.pid > 0) return holder;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nobody';
  }
  return { pid: 0, started: null };
}

/** @param {Holder} holder */
function isAlive(holder) {
  if (holder.pid === 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  // Process numbers are used again; the start time tells a stranger with the same number.
  return holder.started === null || startTime(holder.pid) === holder.started;
}

/** Clock ticks since boot (proc(5), field 22 of stat), or null where there is no /proc. @param {number} pid */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
