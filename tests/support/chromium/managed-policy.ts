// Chromium reads managed policy from one machine-wide folder, so the tests that need it take turns: whoever holds the lock may
// have one policy file there, named for the process, and files or locks of processes that are gone are swept away. Tests that
// need that there is no policy share the folder with one another.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = '/etc/chromium/policies/managed';
const lockFile = path.join(folder, '.schoolgate-test.lock');
const policyFile = path.join(folder, `schoolgate-test-${process.pid}.json`);
const sharerFile = path.join(folder, `.schoolgate-test-sharer-${process.pid}`);
let holders = 0;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

function sweep(): void {
  for (const name of fs.readdirSync(folder)) {
    const pid = /^schoolgate-test-(\d+)\.json$/.exec(name)?.[1];
    if (pid !== undefined && !alive(Number(pid))) fs.rmSync(path.join(folder, name), { force: true });
  }
}

function tryLock(): boolean {
  try {
    fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const owner = Number(fs.existsSync(lockFile) ? fs.readFileSync(lockFile, 'utf8') : '0');
    if (owner > 0 && !alive(owner)) fs.rmSync(lockFile, { force: true });
    return false;
  }
}

function lockIsHeld(): boolean {
  const owner = Number(fs.existsSync(lockFile) ? fs.readFileSync(lockFile, 'utf8') : '0');
  return owner > 0 && alive(owner);
}

const isShared = (): boolean =>
  fs.readdirSync(folder).some((name) => {
    const pid = /^\.schoolgate-test-sharer-(\d+)$/.exec(name)?.[1];
    return pid !== undefined && Number(pid) !== process.pid && alive(Number(pid));
  });

async function until(what: string, isSo: () => boolean, seconds: number): Promise<void> {
  for (let waited = 0; !isSo(); waited += 0.1) {
    if (waited > seconds) throw new Error(`${what} for ${seconds} seconds (${folder}).`);
    await sleep(100);
  }
}

/** Waits until this machine has no managed policy, and keeps it so, beside others who want the same. Gives what lets go of it. */
export async function withoutPolicy(seconds = 300): Promise<() => void> {
  makeFolder();
  const letGo = (): void => fs.rmSync(sharerFile, { force: true });
  // Told before it is looked, as the other side does, so that never both go on.
  const isOurs = (): boolean => {
    fs.writeFileSync(sharerFile, '');
    if (lockIsHeld()) letGo();
    return fs.existsSync(sharerFile);
  };
  await until('Another process has held the browser policy', isOurs, seconds);
  sweep();
  process.once('exit', letGo);
  return letGo;
}

function makeFolder(): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch {
    throw new Error(`Browser tests must be able to write ${folder}: run them as root or make that folder writable.`);
  }
}

/** Waits for this machine's managed policy to be free (up to `seconds`) and takes it; a second call in the process shares it. */
export async function takePolicy(seconds = 300): Promise<void> {
  if (holders++ > 0) return;
  try {
    makeFolder();
  } catch (problem) {
    holders -= 1;
    throw problem;
  }
  await until('Another process has held the browser policy', tryLock, seconds);
  process.once('exit', dropEverything);
  await until('Browsers without a policy have been open', () => !isShared(), seconds);
  sweep();
}

function dropEverything(): void {
  fs.rmSync(policyFile, { force: true });
  if (fs.existsSync(lockFile) && fs.readFileSync(lockFile, 'utf8') === String(process.pid)) fs.rmSync(lockFile, { force: true });
}

/** Replaces this process's policy in one step (rename); a running browser takes it up within about two seconds. */
export function writePolicy(policy: Readonly<Record<string, unknown>>): void {
  const draft = path.join(folder, `.schoolgate-test-${process.pid}.draft`);
  fs.writeFileSync(draft, JSON.stringify(policy, null, 1));
  fs.renameSync(draft, policyFile);
}

/** Gives the policy back; the last holder of the process removes the file and the lock. */
export function dropPolicy(): void {
  holders = Math.max(0, holders - 1);
  if (holders > 0) return;
  dropEverything();
  process.removeListener('exit', dropEverything);
}
