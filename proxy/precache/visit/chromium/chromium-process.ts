// Chromium as a process for one visit: an empty profile of its own, no way out but through the door, a pipe to speak to it, as few
// rights as can be had, and an end that is certain.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { devtoolsPipe, type DevTools } from './devtools-pipe.ts';
import type { FoundChromium } from './find-chromium.ts';
import { mostMemory, watchMemory } from './group-memory.ts';

export interface ChromiumProcess {
  readonly devtools: DevTools;
  /** Leads a process group of its own. */
  readonly pid: number;
  readonly exited: Promise<void>;
  /** Resolves when the whole group is gone and its profile with it. */
  end(): Promise<void>;
}

export interface ChromiumOptions {
  readonly chromium: FoundChromium;
  /** Of the door, on loopback. */
  readonly proxyPort: number;
  /** PEM of any certificate that the proxy makes: this browser takes those with the same key, and trusts no authority for it. */
  readonly certificate: string;
}

/** Whoever has no rights: `nobody`. A browser that runs as root could read every pupil's data and switches its own sandbox off. */
const nobody = 65_534;
const profilePrefix = 'schoolgate-visit-';

const offFeatures = [
  // One page, no cookies, nobody's accounts: what site isolation would protect is not there, and it costs a process for each site.
  'IsolateOrigins',
  'site-per-process',
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'NetworkTimeServiceQuerying',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
];
const flags = [
  '--headless',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--in-process-gpu',
  '--renderer-process-limit=1',
  '--disable-site-isolation-trials',
  `--disable-features=${offFeatures.join(',')}`,
  '--disable-quic',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-field-trial-config',
  '--disable-dev-shm-usage',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--gaia-url=http://schoolgate.internal',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--mute-audio',
  '--hide-scrollbars',
  '--block-new-web-contents',
  '--deny-permission-prompts',
  '--password-store=basic',
  '--use-mock-keychain',
  '--lang=en-GB',
  '--accept-lang=en-GB,en-US,en',
  '--window-size=1280,800',
  // Names are the proxy's to look up: whatever the browser would ask for in another way finds nothing.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  // Loopback and this school's own network are the proxy's to refuse, too.
  '--proxy-bypass-list=<-loopback>',
];

/** As Chromium tells it without its mode: what pupils' browsers say but for their system. */
export const userAgent = ({ major }: FoundChromium): string =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;

/** Rejects when it cannot be started. */
export async function startChromium({ chromium, proxyPort, certificate }: ChromiumOptions): Promise<ChromiumProcess> {
  const profile = await mkdtemp(join(tmpdir(), `${profilePrefix}${process.pid}-`));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await chown(profile, nobody, nobody);
  const child = spawn(
    chromium.path,
    [
      ...flags,
      `--user-agent=${userAgent(chromium)}`,
      `--user-data-dir=${profile}`,
      `--proxy-server=http://127.0.0.1:${proxyPort}`,
      `--ignore-certificate-errors-spki-list=${keyHash(certificate)}`,
      'about:blank',
    ],
    {
      cwd: profile,
      // Nothing of ours: settings of the school may stand in the environment.
      env: { PATH: process.env['PATH'] ?? '', HOME: profile, TMPDIR: profile, LANG: 'en_GB.UTF-8' },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
      ...(asRoot ? { uid: nobody, gid: nobody } : {}),
    },
  );
  const exited = new Promise<void>((gone) => child.once('exit', () => gone()).once('error', () => gone()));
  const [, , , toBrowser, fromBrowser] = child.stdio;
  if (child.pid === undefined || !(toBrowser instanceof Writable) || !(fromBrowser instanceof Readable)) {
    await remove(profile);
    throw new Error('the browser cannot be started');
  }
  const devtools = devtoolsPipe(toBrowser, fromBrowser);
  const unwatched = watchMemory(child.pid, mostMemory, () => killGroup(child));
  void exited.then(() => devtools.end());
  return {
    devtools,
    pid: child.pid,
    exited,
    async end() {
      unwatched();
      devtools.end();
      killGroup(child);
      await exited;
      // Helpers that its leader left behind.
      killGroup(child);
      await remove(profile);
    },
  };
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has gone already, or this system knows no groups.
    child.kill('SIGKILL');
  }
}

const remove = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });

/** What `--ignore-certificate-errors-spki-list` wants: SHA-256 of the key (SubjectPublicKeyInfo), base64. */
function keyHash(pem: string): string {
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

/** Removes the profiles of visits whose proxy was killed in the middle. */
export async function sweepProfiles(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${profilePrefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await remove(join(tmpdir(), name)).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
