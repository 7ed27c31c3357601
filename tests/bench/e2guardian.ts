// e2guardian, where Debian's package is installed: what one list takes of it to load and to keep, over the same without any.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, listening } from './free-port.ts';
import { cpuSeconds, residentBytes } from './measured-child.ts';

const program = '/usr/sbin/e2guardian';
const shipped = '/etc/e2guardian';

export interface E2guardianFigures {
  /** CPU seconds until it listens. */
  readonly cpu: number;
  readonly resident: number;
  /** CPU microseconds of a request for a blocked site, HTTP and block page included; `null` without a list. */
  readonly perRequest: number | null;
}

export function e2guardianVersion(): string | null {
  if (!existsSync(program)) return null;
  try {
    return (
      /(\d+(?:\.\d+)+)/.exec(execFileSync(program, ['-v'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }))?.[1] ??
      'of unknown version'
    );
  } catch {
    return null;
  }
}

/** Starts it with a list of names (a line each), or with none, and stops it again. Phrases, logs and interception are off. */
export async function measureE2guardian(list: string | null): Promise<E2guardianFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'schoolgate-e2guardian-'));
  const port = await freePort();
  configure(folder, port, list);
  const child = spawn(program, ['-N', '-c', join(folder, 'etc/e2guardian.conf')], { stdio: 'ignore' });
  const { pid } = child;
  if (pid === undefined) throw new Error('e2guardian did not start');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await patientlyListening(port, () => child.exitCode);
    await settled(pid);
    const [cpu, resident] = [cpuSeconds(pid), residentBytes(pid)];
    return { cpu, resident, perRequest: list === null ? null : await requestCost(port, pid, list) };
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

function configure(folder: string, port: number, list: string | null): void {
  const etc = join(folder, 'etc');
  cpSync(shipped, etc, { recursive: true, dereference: true });
  for (const entry of readdirSync(etc, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, readFileSync(file, 'latin1').replaceAll(shipped, etc), 'latin1');
  }
  const set = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(etc, file), change(readFileSync(join(etc, file), 'latin1')), 'latin1');
  set('e2guardian.conf', (text) =>
    text
      .replace(/^filterip\s*=.*/m, 'filterip = 127.0.0.1')
      .replace(/^filterports\s*=.*/m, `filterports = ${port}`)
      .replace(/^httpworkers\s*=.*/m, 'httpworkers = 20')
      .replace(/^loglevel\s*=.*/m, 'loglevel = 0')
      .replace(/^weightedphrasemode\s*=.*/m, 'weightedphrasemode = 0')
      .concat(`\npidfilename = '${folder}/pid'\n`),
  );
  set('lists/bannedsitelist', () => (list === null ? '' : `.Include<${join(folder, 'list')}>\n`));
  if (list !== null) cpSync(list, join(folder, 'list'));
  // Started by root it changes to a user of its own, who needs its folder.
  if (process.getuid?.() === 0 && readFileSync('/etc/passwd', 'utf8').includes('\ne2guardian:'))
    execFileSync('chown', ['-R', 'e2guardian', folder]);
  chmodSync(folder, 0o755);
}

/** A list of millions takes it more than ten seconds. */
async function patientlyListening(port: number, exitCode: () => number | null): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listening(port);
    } catch (problem) {
      if (attempt === 12 || exitCode() !== null) throw problem;
    }
  }
}

/** It goes on reading after it listens: until it rests. */
async function settled(pid: number): Promise<void> {
  for (let quiet = 0, before = cpuSeconds(pid); quiet < 8;) {
    await wait(100);
    const now = cpuSeconds(pid);
    quiet = now - before < 0.02 ? quiet + 1 : 0;
    before = now;
  }
}

async function requestCost(port: number, pid: number, list: string): Promise<number> {
  const host =
    readFileSync(list, 'latin1')
      .slice(0, 4_000)
      .split('\n')
      .find((name) => /^[a-z]/.test(name)) ?? '';
  const before = cpuSeconds(pid);
  const requests = 2_000;
  for (let number = 0; number < requests; number++) await getBlocked(port, host);
  return ((cpuSeconds(pid) - before) * 1e6) / requests;
}

/** Anything but its own block page would mean that it asked elsewhere. Its answers are not HTTP enough for Node's parser. */
function getBlocked(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET http://${host}/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('end', () => socket.end());
    socket.on('close', () =>
      /e2guardian|blocked|denied/i.test(text)
        ? resolve()
        : reject(new Error(`e2guardian answered a listed site with “${text.slice(0, 60)}”.`)),
    );
    socket.on('error', reject);
  });
}
