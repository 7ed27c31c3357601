// The folder that everything Schoolgate keeps is in, and the names of what is in it.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { done, failed, type Outcome } from '../outcome.ts';
import { newSettingsText } from './settings-text.ts';

/** Absolute paths. The dashboard's process is given `store` and the packed extension, never `authority`. */
export interface DataFolder {
  readonly root: string;
  readonly settings: string;
  readonly authority: string;
  readonly store: string;
  readonly database: string;
  readonly cache: string;
  readonly extension: string;
  /** Compiled lists, by their content. */
  readonly materials: string;
  readonly chromePolicy: string;
  /** Sites that the proxy proposes to relay unread. */
  readonly proposals: string;
}

/** The folder's layout; makes nothing. */
export function dataFolderAt(path: string): DataFolder {
  const root = resolve(path);
  return {
    root,
    settings: join(root, 'settings.yaml'),
    authority: join(root, 'ca'),
    store: join(root, 'store'),
    database: join(root, 'store', 'schoolgate.sqlite'),
    cache: join(root, 'cache'),
    extension: join(root, 'extension'),
    materials: join(root, 'materials'),
    chromePolicy: join(root, 'chrome-policy.json'),
    proposals: join(root, 'pass-through-proposals.json'),
  };
}

/** Makes the folder, for this user alone, with a settings file to edit and folders for the school's own lists and phrases. */
export function makeDataFolder(path: string): Outcome<DataFolder> {
  const folder = dataFolderAt(path);
  try {
    for (const each of [
      folder.root,
      folder.store,
      folder.cache,
      folder.extension,
      folder.materials,
      join(folder.root, 'lists'),
      join(folder.root, 'phrases'),
    ]) {
      mkdirSync(each, { recursive: true, mode: 0o700 });
    }
    chmodSync(folder.root, 0o700);
    const probe = join(folder.root, `.writable-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    if (!existsSync(folder.settings)) writeFileSync(folder.settings, newSettingsText, { mode: 0o600 });
    return done(folder);
  } catch {
    return failed(`The data folder ${folder.root} cannot be written: make it writable for this user, or choose another with --data.`);
  }
}

/** For commands that need a school that exists already. */
export function openDataFolder(path: string): Outcome<DataFolder> {
  const folder = dataFolderAt(path);
  if (existsSync(folder.database)) return done(folder);
  return failed(`There is no school in ${folder.root} yet: run "npm start" once, or name its data folder with --data.`);
}

export function settingsTextOf(folder: DataFolder): Outcome<string> {
  try {
    return done(readFileSync(folder.settings, 'utf8'));
  } catch {
    return failed(
      `The settings file ${folder.settings} cannot be read: make it readable for this user, or delete it to start from a new one.`,
    );
  }
}
