import { relative } from 'node:path';
import type { DataFolder } from '../settings/data-folder.ts';
import type { PublicAddresses } from '../settings/public-addresses.ts';
import type { Prepared } from './prepare.ts';

/** What the person at the keyboard needs to know once everything runs. */
export function announcement(data: DataFolder, addresses: PublicAddresses, prepared: Prepared): string[] {
  const { authority, listProblems, welcome } = prepared;
  const lines = [
    `${prepared.school.name} is being served. Ctrl-C stops it.`,
    `  Dashboard      ${addresses.dashboardUrl}`,
    `  Proxy          ${addresses.proxyAddress} (PAC file: ${addresses.dashboardUrl}/proxy.pac)`,
    `  Authority      ${shown(authority.certificateFile)}`,
    `                 SHA-256 ${authority.fingerprint}`,
    `  Chrome policy  ${shown(data.chromePolicy)}`,
    `  Settings       ${shown(data.settings)}`,
  ];
  if (welcome.length > 0) lines.push('', ...welcome);
  if (listProblems.length > 0) {
    lines.push('', `${listProblems.length} lines of the lists cannot be used; "npm run schoolgate -- lists check" names them.`);
  }
  return lines;
}

/** Shorter where it is shorter. */
function shown(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}
