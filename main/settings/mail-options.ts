import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MailOptions } from '#dashboard/server/letters/mail-server.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import type { DataFolder } from './data-folder.ts';
import type { Settings } from './settings.ts';

/** The mail server with its password, read from the file that the settings name. `authorities`: PEM of the school's own. */
export function mailOptions(data: DataFolder, { mail }: Settings, authorities: readonly string[]): Outcome<MailOptions | null> {
  if (mail === null) return done(null);
  const { passwordFile, ...options } = mail;
  if (passwordFile === null) return done({ ...options, password: null, authorities });
  const file = resolve(data.root, passwordFile);
  try {
    return done({ ...options, password: readFileSync(file, 'utf8').trim(), authorities });
  } catch {
    return failed(`${data.settings}, mail.passwordFile: ${file} cannot be read; correct its name, or let this user read it.`);
  }
}
