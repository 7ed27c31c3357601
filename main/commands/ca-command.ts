// The school's certificate authority at the command line: what it is, how devices learn to trust it, how it is renewed.
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { openAuthority, type CertificateAuthority } from '#proxy/tls/authority.ts';
import { addAuthority } from '#proxy/tls/authority-files.ts';
import { authorityKeyTypes } from '#proxy/tls/new-authority.ts';
import { exportAuthority, exportFormats } from '../authority/export-formats.ts';
import { policyCertificates } from '../chrome/chrome-policy.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { openDataFolder, type DataFolder } from '../settings/data-folder.ts';
import { dataPath, tell, type Flags } from './flags.ts';
import { withSchool } from './school-of.ts';

const day = 86_400_000;

export async function showAuthority(flags: Flags): Promise<Outcome<void>> {
  const opened = await opening(flags);
  if (!opened.ok) return opened;
  const { authority, data } = opened.value;
  for (const line of [`In use: ${authority.certificateFile}`, ...described(authority.certificatePem)]) tell(line);
  if (authority.next !== null) {
    for (const line of [`Takes over on ${moment(authority.next.from)}:`, ...described(authority.next.certificatePem)]) tell(line);
    tell(`Until then devices should learn to trust both; ${data.chromePolicy} names both.`);
  }
  return done(undefined);
}

export function exportCertificates(flags: Flags & { readonly format: string; readonly out: string }): Promise<Outcome<void>> {
  return withSchool(flags, async (school) => {
    const format = z.enum(exportFormats).safeParse(flags.format);
    if (!format.success) return failed(`There is no format ${flags.format}; the formats are ${exportFormats.join(', ')}.`);
    const opened = await opening(flags);
    if (!opened.ok) return opened;
    const { files, instructions } = exportAuthority(format.data, opened.value.authority.published, school.school.name, 'schoolgate');
    for (const { name, content } of files) {
      const file = join(resolve(flags.out), name);
      try {
        writeFileSync(file, content, { mode: 0o644 });
      } catch {
        return failed(`${file} cannot be written: name a folder that is there, and writable, with --out.`);
      }
      tell(file);
    }
    for (const line of instructions) tell(line);
    return done(undefined);
  });
}

export async function rotateAuthority(
  flags: Flags & { readonly key: string; readonly after: string; readonly never?: readonly string[] },
): Promise<Outcome<void>> {
  const keyType = z.enum(authorityKeyTypes).safeParse(flags.key);
  if (!keyType.success) return failed(`There is no kind of key ${flags.key}; the kinds are ${authorityKeyTypes.join(', ')}.`);
  const days = Number(flags.after);
  if (!/^\d{1,4}$/.test(flags.after) || days > 365) return failed(`${flags.after} will not do for --after; give whole days from 0 to 365.`);
  const never = (flags.never ?? []).map((name) => name.toLowerCase().replace(/^\.|\.$/g, ''));
  const odd = never.find((name) => !/^(?=.{1,253}$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name));
  if (odd !== undefined) return failed(`${odd} will not do for --never; give host names such as nhs.uk.`);
  const opened = await opening(flags);
  if (!opened.ok) return opened;
  const { authority, data } = opened.value;
  if (authority.next !== null)
    return failed(`Another authority takes over on ${moment(authority.next.from)} already: wait until then ("ca show" tells more).`);

  const { newAuthority } = await import('#proxy/tls/new-authority.ts');
  const from = Date.now() + days * day;
  const made = await newAuthority({ keyType: keyType.data, never });
  await addAuthority(data.authority, made, from);
  await authority.refresh();
  publish(data, authority);
  tell(days === 0 ? 'A new authority is in use from now on:' : `A new authority takes over on ${moment(from)}:`);
  for (const line of described(made.cert)) tell(line);
  tell(
    days === 0
      ? 'Devices that do not trust it yet see certificate errors until they do.'
      : `Give it to all devices by then ("ca export"); Chrome learns it from ${data.chromePolicy}.`,
  );
  tell('A proxy that is running takes it up within a minute. The dashboard, where it speaks HTTPS, does so when it is started again.');
  return done(undefined);
}

/** The certificates in the Chrome policy that was written last; what else it says stays. */
function publish(data: DataFolder, authority: CertificateAuthority): void {
  if (!existsSync(data.chromePolicy)) return;
  const policy: unknown = JSON.parse(readFileSync(data.chromePolicy, 'utf8'));
  if (typeof policy !== 'object' || policy === null) return;
  const text = JSON.stringify({ ...policy, CACertificates: policyCertificates(authority.published) }, null, 2);
  writeFileSync(data.chromePolicy, `${text}\n`, { mode: 0o600 });
}

async function opening(flags: Flags): Promise<Outcome<{ readonly data: DataFolder; readonly authority: CertificateAuthority }>> {
  const data = openDataFolder(dataPath(flags));
  if (!data.ok) return data;
  try {
    return done({ data: data.value, authority: await openAuthority(data.value.authority) });
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

function described(pem: string): string[] {
  const { subject, fingerprint256, validTo, publicKey } = new X509Certificate(pem);
  const key = publicKey.asymmetricKeyType === 'rsa' ? `RSA ${publicKey.asymmetricKeyDetails?.modulusLength}` : 'P-256';
  return [`  ${subject}`, `  Key: ${key}`, `  Good until: ${moment(Date.parse(validTo))}`, `  SHA-256: ${fingerprint256}`];
}

const moment = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ').concat(' UTC');
