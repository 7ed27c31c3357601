// Enrolment: a browser that knows the school's key becomes one of its devices, for the person who uses it.
import type { ServerAnswer } from '../server/server-answer.ts';
import type { SchoolServer } from '../server/school-server.ts';
import type { Membership, MemoryShelf } from './membership.ts';
import type { Settings } from './settings.ts';

export interface EnrolmentOptions {
  readonly server: Pick<SchoolServer, 'enrol'>;
  readonly memory: MemoryShelf;
  /** A new random id (UUID). */
  readonly newId: () => string;
  readonly version: string;
}

/** Who uses the browser: what the school set, else who is signed in to Chrome, else nobody that we know. */
export function userOf(settings: Settings, profileEmail: string | null): string | null {
  return (settings.user ?? profileEmail)?.toLowerCase() ?? null;
}

/** SHA-256 over everything that enrolment depends on, so that the key itself need not be kept. */
export async function fingerprint(settings: Settings, user: string | null): Promise<string> {
  const text = JSON.stringify([settings.serverUrl, settings.enrolmentKey, user, settings.deviceName ?? null]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function enrol(
  options: EnrolmentOptions,
  settings: Settings,
  user: string | null,
): Promise<ServerAnswer<Membership & { at?: number | undefined }>> {
  const answer = await options.server.enrol(settings.serverUrl, {
    enrolmentKey: settings.enrolmentKey,
    install: await installId(options),
    deviceName: settings.deviceName ?? null,
    user,
    version: options.version,
  });
  if (!answer.ok) return answer;
  return { ok: true, value: { ...answer.value, serverUrl: settings.serverUrl, enrolledAs: await fingerprint(settings, user) } };
}

/** Made once for a browser profile, so that enrolling again is the same device and not another. */
async function installId({ memory, newId }: EnrolmentOptions): Promise<string> {
  const known = await memory.read('install');
  if (typeof known === 'string') return known;
  const made = newId();
  await memory.write('install', made);
  return made;
}
