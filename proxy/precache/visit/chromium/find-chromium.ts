// Where this machine has a Chromium, or a Chrome, that can visit pages.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface FoundChromium {
  readonly path: string;
  /** First number of its version. */
  readonly major: number;
  /** Whole version. */
  readonly version: string;
}

const usual: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'],
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
};

/** The oldest whose protocol this was written against. */
const oldest = 120;
/** Milliseconds. */
const patience = 10_000;

/**
 * @param setting the path that the school gives; `null` where it gives none, and the usual places are looked at
 * @returns `null`: there is none that says its version
 */
export async function findChromium(setting: string | null): Promise<FoundChromium | null> {
  for (const path of setting === null ? (usual[process.platform] ?? []) : [setting]) {
    const version = await versionOf(path);
    const major = Number(version?.split('.', 1)[0]);
    if (version !== null && major >= oldest) return { path, major, version };
  }
  return null;
}

async function versionOf(path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: patience, env: { PATH: process.env['PATH'] ?? '' } });
    return /\b(\d{2,4}(?:\.\d{1,6}){3})\b/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}
