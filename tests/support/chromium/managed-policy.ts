// Chromium reads managed policy from one machine-wide folder, so the tests that need it take turns: whoever holds the lock may
// have one policy file there, named for the process, and files or locks of processes that are gone are swept away.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = '/etc/chromium/policies/managed';
const lockFile = path.join(folder, '.schoolgate-test.lock');
const policyFile = path.join(folder, `schoolgate-test-${process.pid}.json`);
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

/** Waits for this machine's managed policy to be free (up to `seconds`) and takes it; a second call in the process shares it. */
export async function takePolicy(seconds = 300): Promise<void> {
  if (holders++ > 0) return;
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch {
    holders -= 1;
    throw new Error(`Browser tests must be able to write ${folder}: run them as root or make that folder writable.`);
  }
  for (let waited = 0; !tryLock(); waited += 0.1) {
    if (waited > seconds) throw new Error(`Another process has held the browser policy for ${seconds} seconds (${lockFile}).`);
    await sleep(100);
  }
  sweep();
  process.once('exit', dropEverything);
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
