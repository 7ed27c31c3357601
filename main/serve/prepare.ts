// Everything that must exist before the processes start: authority, school, packed extension, Chrome policy.
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openAuthority, type CertificateAuthority } from '#proxy/tls/authority.ts';
import type { School } from '#store/school-store.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { chromePolicy } from '../chrome/chrome-policy.ts';
import { packExtension, type PackedExtension } from '../chrome/pack-extension.ts';
import type { ListProblem } from '../lists.ts';
import { compiledLists } from '../materials/compiled-lists.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import type { Beginning } from '../school/beginning.ts';
import { unknownAddressees } from '../school/known-addressees.ts';
import { prepareSchool } from '../school/starter-school.ts';
import type { DataFolder } from '../settings/data-folder.ts';
import type { PublicAddresses } from '../settings/public-addresses.ts';
import type { Settings } from '../settings/settings.ts';

export interface PrepareInput {
  readonly data: DataFolder;
  readonly settings: Settings;
  readonly beginning: Beginning;
  /** Shows a line to the person at the keyboard. */
  readonly tell: (line: string) => void;
}

export interface Prepared {
  readonly school: School;
  readonly bundleKey: string;
  readonly authority: CertificateAuthority;
  readonly extension: PackedExtension;
  readonly listProblems: readonly ListProblem[];
  readonly welcome: readonly string[];
}

const builtExtension = fileURLToPath(new URL('../../dist/extension', import.meta.url));

export async function prepare({ data, settings, beginning, tell }: PrepareInput, addresses: PublicAddresses): Promise<Outcome<Prepared>> {
  if (!existsSync(builtExtension)) return failed('The extension has not been built: start with "npm start", or run "npm run build" first.');
  const authority = await authorityOf(data);
  if (!authority.ok) return authority;
  const [extension, store] = await Promise.all([packExtension(builtExtension, data.extension), openSqlite(data.database)]);
  try {
    const at = Date.now();
    const prepared = await prepareSchool(store, beginning.school, beginning.policy, (school) => compiledLists(school, data, at, tell), at);
    if (!prepared.ok) return prepared;
    const { school, enrolmentKey, bundleKey, lists } = prepared.value;
    const welcome = await beginning.welcome(school, lists, addresses.dashboardUrl);
    if (!welcome.ok) return welcome;
    const unknown = await unknownAddressees(school, settings.addresses);
    if (unknown.length > 0) return failed(unknown.map((problem) => `${data.settings}, ${problem}`).join('\n'));
    const policy = chromePolicy({ ...addresses, extensionId: extension.id, enrolmentKey, authorities: authority.value.published });
    writeFileSync(data.chromePolicy, `${JSON.stringify(policy, null, 2)}\n`, { mode: 0o600 });
    return done({
      school: school.school,
      bundleKey,
      authority: authority.value,
      extension,
      listProblems: lists.problems,
      welcome: welcome.value,
    });
  } finally {
    await store.close();
  }
}

/** Whatever is wrong with the authority's files is for a person to put right, and its message says how. */
async function authorityOf(data: DataFolder): Promise<Outcome<CertificateAuthority>> {
  try {
    return done(await openAuthority(data.authority));
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}
