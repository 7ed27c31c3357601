import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { done, failed, type Outcome } from '../outcome.ts';
import type { DataFolder } from './data-folder.ts';
import type { Settings } from './settings.ts';

/** The PEM texts of the further authorities that the settings name. */
export function extraRoots(data: DataFolder, settings: Settings): Outcome<string[]> {
  const roots: string[] = [];
  for (const name of settings.proxy.extraRoots) {
    const file = resolve(data.root, name);
    try {
      const pem = readFileSync(file, 'utf8');
      // A file may hold several, one after the other.
      const found = pem.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/g) ?? [pem];
      roots.push(...found.map((each) => new X509Certificate(each).toString()));
    } catch {
      return failed(`${data.settings}, proxy.extraRoots: ${file} is not a PEM file that can be read; correct its name or replace it.`);
    }
  }
  return done(roots);
}
