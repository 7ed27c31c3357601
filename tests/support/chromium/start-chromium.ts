// Debian's Chromium as a process of ours: a profile of its own, no traffic but loopback, and a way to kill it the hard way.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const binary = '/usr/bin/chromium';

/**
 * `--disable-background-networking` and `--disable-extensions` are left out on purpose: either of them stops a forced
 * extension from being installed, without a word.
 */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-component-update',
  '--disable-sync',
  '--disable-field-trial-config',
  '--disable-crash-reporter',
  '--password-store=basic',
  '--metrics-recording-only',
  '--enable-logging=stderr',
];

export interface ChromiumProcess {
  /** Address for Playwright's `connectOverCDP`. */
  readonly endpoint: string;
  readonly pid: number;
  log(): string;
  stop(): Promise<void>;
  kill9(): Promise<void>;
  /** Kills the process that the extension's service worker runs in, as somebody would from a task manager; false when there is none. */
  killExtension(): boolean;
  /** Memory that no other process shares (proc(5), `smaps_rollup`) of the processes that extensions run in, bytes. */
  extensionMemory(): number;
}

/**
 * Becomes the browser, after leaving behind a watcher that ends the whole process group when our end of its standard input
 * closes: however a test ends, killed ones too, no browser stays behind to take up the next test's policy.
 */
const leash = 'exec 3<&0; (cat <&3 >/dev/null; kill -KILL 0) & exec "$@" </dev/null 3<&-';

/** The browser leads a process group of its own, so that its helpers go with it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has gone already.
  }
}

/** The browser's extension processes, by what Linux says of the processes in its group (proc(5)). */
function extensionProcesses(group: number): number[] {
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      const after = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
      return Number(after?.[2]) === group && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process');
    } catch {
      return false;
    }
  });
}

function ownMemory(pid: number): number {
  const rollup = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}

async function debuggingEndpoint(portFile: string, hasExited: () => boolean, log: () => string): Promise<string> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    const [port, socketPath] = fs.existsSync(portFile) ? fs.readFileSync(portFile, 'utf8').trim().split('\n') : [];
    if (port !== undefined && socketPath !== undefined) return `ws://127.0.0.1:${port}${socketPath}`;
    if (hasExited()) throw new Error(`Chromium ended before it was ready:\n${log().slice(-2000)}`);
    await sleep(20);
  }
  throw new Error(`Chromium was not ready after 30 seconds:\n${log().slice(-2000)}`);
}

export async function startChromium(options: {
  profile: string;
  hostRules: readonly string[];
  /** Folder of an unpacked extension. */
  unpacked?: string | undefined;
  /** Further arguments. */
  flags?: readonly string[] | undefined;
  startUrl: string;
  /** The policy leaves no way in for tests, so none is waited for. */
  blind?: boolean;
}): Promise<ChromiumProcess> {
  if (!fs.existsSync(binary)) throw new Error(`Browser tests need ${binary}: install it with "apt-get install chromium".`);
  const logFile = path.join(options.profile, 'chromium.log');
  const output = fs.openSync(logFile, 'a');
  const portFile = path.join(options.profile, 'DevToolsActivePort');
  fs.rmSync(portFile, { force: true });
  const rules = [...options.hostRules, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ');
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      leash,
      'sh',
      binary,
      ...flags,
      `--host-resolver-rules=${rules}`,
      `--user-data-dir=${options.profile}`,
      '--remote-debugging-port=0',
      ...(options.unpacked === undefined ? [] : [`--load-extension=${options.unpacked}`]),
      ...(options.flags ?? []),
      options.startUrl,
    ],
    {
      stdio: ['pipe', output, output],
      detached: true,
    },
  );
  fs.closeSync(output);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void exited.then(() => child.stdin?.destroy());
  const log = () => fs.readFileSync(logFile, 'utf8');
  const endpoint = options.blind ? '' : await debuggingEndpoint(portFile, () => child.exitCode !== null || child.signalCode !== null, log);
  return {
    endpoint,
    pid: child.pid ?? 0,
    log,
    async stop() {
      child.kill('SIGTERM');
      const impatient = setTimeout(() => signalGroup(child, 'SIGKILL'), 8000);
      await exited;
      clearTimeout(impatient);
    },
    async kill9() {
      signalGroup(child, 'SIGKILL');
      await exited;
    },
    killExtension() {
      const pids = extensionProcesses(child.pid ?? 0);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      return pids.length > 0;
    },
    extensionMemory: () => extensionProcesses(child.pid ?? 0).reduce((sum, pid) => sum + ownMemory(pid), 0),
  };
}
