// A school's managed browser: policy in force, extension force-installed by it, driven through the DevTools protocol.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packExtension } from '#main/chrome/pack-extension.ts';
import { type Browser, type BrowserContext, chromium, type Page, type Worker } from 'playwright-core';
import { inTime } from './in-time.ts';
import { dropPolicy, takePolicy, writePolicy } from './managed-policy.ts';
import { type ChromiumProcess, startChromium } from './start-chromium.ts';
import { openUpdateSite, type UpdateSite } from './update-site.ts';

export interface ManagedOptions {
  /** A built folder (packed and served here), somebody else's update address (the real dashboard), or no extension at all. */
  readonly extension: { readonly dir: string } | { readonly id: string; readonly updateUrl: string } | null;
  /** Folder of a further extension, loaded as developers do. Chrome tells only such ones which of their rules would match. */
  readonly unpacked?: string;
  /** What the school sets in managed storage for the extension. */
  readonly managedSettings?: Readonly<Record<string, unknown>>;
  /** Further Chrome policies (ProxySettings, CACertificates, …). */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** Chromium host resolver rules such as `MAP *.test:80 127.0.0.1:8080`; every other name is unknown. */
  readonly hostRules?: readonly string[];
  /** Profile folder to use again; a fresh one otherwise, which `stop` removes. */
  readonly profile?: string;
  /** DeveloperToolsAvailability: 1 (default) shows the extension to the test, 0 hides it and lets its worker sleep. */
  readonly devtools?: 0 | 1;
  readonly startUrl?: string;
  /** Further arguments of Chromium, as somebody may put into a shortcut. */
  readonly flags?: readonly string[];
}

export interface ManagedBrowser {
  readonly extensionId: string | null;
  readonly profile: string;
  readonly context: BrowserContext;
  /** The extension's service worker; with `devtools: 0` it is not visible. */
  serviceWorker(): Promise<Worker>;
  newPage(): Promise<Page>;
  /** Policy and managed storage from now on (about two seconds until the browser has taken it up). */
  manage(change: { policy?: Readonly<Record<string, unknown>>; managedSettings?: Readonly<Record<string, unknown>> }): void;
  /** Takes the extension out of the policy, which removes it while the browser runs. */
  withdrawExtension(): void;
  log(): string;
  /** Ends the browser and starts it again with the same profile and policy. */
  relaunch(startUrl?: string): Promise<void>;
  kill9(): Promise<void>;
  /** Kills the extension's own process; false when it was not running. */
  killExtension(): boolean;
  /** Bytes that only the extension's own processes have. */
  extensionMemory(): number;
  stop(): Promise<void>;
}

/** Asks until the answer is neither null nor false; throws with `what` after `ms`. */
export async function until<T>(what: string, ask: () => T | Promise<T>, ms = 15_000): Promise<NonNullable<Exclude<T, false>>> {
  const from = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    if (performance.now() - from > ms) throw new Error(`Waited ${ms} ms for ${what}.`);
    await sleep(25);
  }
}

export async function launchManaged(options: ManagedOptions): Promise<ManagedBrowser> {
  await takePolicy();
  let updates: UpdateSite | null = null;
  let id: string | null = null;
  let updateUrl: string | null = null;
  let packedIn: string | null = null;
  let chromiumProcess: ChromiumProcess | null = null;
  let browser: Browser | null = null;
  let context: BrowserContext | null = null;
  let isWithdrawn = false;
  let { policy = {}, managedSettings = {} } = options;
  const profile = options.profile ?? fs.mkdtempSync(path.join(os.tmpdir(), 'schoolgate-profile-'));

  const settle = () =>
    writePolicy({
      DeveloperToolsAvailability: options.devtools ?? 1,
      ...(id === null || isWithdrawn ? {} : { '3rdparty': { extensions: { [id]: managedSettings } } }),
      ...policy,
      ExtensionSettings: {
        ...otherExtensions(policy, id),
        ...(id === null || isWithdrawn
          ? {}
          : { [id]: { installation_mode: 'force_installed', update_url: updateUrl, override_update_url: true } }),
      },
    });
  const start = async (startUrl: string) => {
    chromiumProcess = await startChromium({
      profile,
      hostRules: options.hostRules ?? [],
      unpacked: options.unpacked,
      flags: options.flags,
      startUrl,
    });
    browser = await chromium.connectOverCDP(chromiumProcess.endpoint);
    context = browser.contexts()[0] ?? null;
  };
  const end = async (how: 'stop' | 'kill9') => {
    if (how === 'kill9') await chromiumProcess?.kill9();
    await browser?.close().catch(() => undefined);
    if (how === 'stop') await chromiumProcess?.stop();
    chromiumProcess = null;
  };
  const current = (): BrowserContext => {
    if (context === null) throw new Error('The browser is not running.');
    return context;
  };
  const stop = async () => {
    try {
      await end('stop');
      await updates?.close();
      if (packedIn !== null) fs.rmSync(packedIn, { recursive: true, force: true });
      if (options.profile === undefined) fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } finally {
      dropPolicy();
    }
  };

  try {
    if (options.extension !== null && 'dir' in options.extension) {
      packedIn = fs.mkdtempSync(path.join(os.tmpdir(), 'schoolgate-crx-'));
      const packed = await packExtension(options.extension.dir, packedIn);
      updates = await openUpdateSite(packed);
      id = packed.id;
      updateUrl = updates.updateUrl;
    } else if (options.extension !== null) ({ id, updateUrl } = options.extension);
    settle();
    await start(options.startUrl ?? 'about:blank');
  } catch (failure) {
    await stop();
    throw failure;
  }

  return {
    extensionId: id,
    profile,
    get context() {
      return current();
    },
    serviceWorker: () =>
      until('the extension to be installed and running', () =>
        current()
          .serviceWorkers()
          .find((worker) => id !== null && worker.url().includes(id)),
      ),
    async newPage() {
      // A page that Chromium made and never told of stays behind, and another one is asked for.
      for (let tries = 1; ; tries += 1) {
        try {
          return await inTime('a new page', 5_000 * tries, current().newPage());
        } catch (problem) {
          if (tries === 4) throw problem;
        }
      }
    },
    manage(change) {
      policy = change.policy ?? policy;
      managedSettings = change.managedSettings ?? managedSettings;
      settle();
    },
    withdrawExtension() {
      isWithdrawn = true;
      settle();
    },
    log: () => chromiumProcess?.log() ?? '',
    async relaunch(startUrl = 'about:blank') {
      if (chromiumProcess !== null) await end('stop');
      await start(startUrl);
    },
    kill9: () => end('kill9'),
    killExtension: () => chromiumProcess?.killExtension() ?? false,
    extensionMemory: () => chromiumProcess?.extensionMemory() ?? 0,
    stop,
  };
}

/** What a policy says of extensions that are not ours. */
function otherExtensions({ ExtensionSettings: all }: Readonly<Record<string, unknown>>, own: string | null): Record<string, unknown> {
  return Object.fromEntries(Object.entries((all as Record<string, unknown> | undefined) ?? {}).filter(([id]) => id !== own));
}
