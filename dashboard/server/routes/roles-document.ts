// Who may do what and call what, as `docs/roles.md` shows it: made from the table that grants and from the routes as they are declared.
import { roles, type Role } from '#policies/model/actor.ts';
import { can, permissions, permissionWords, type Permission } from '#policies/permissions/permissions.ts';
import type { Access } from '../http/route.ts';
import { allRoutes } from './all-routes.ts';

const wordsOf = (role: Role): string => role.replaceAll('-', ' ');
const table = (rows: readonly (readonly string[])[]): string => rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const line = (columns: number): string[] => Array.from({ length: columns }, () => '---');

/** Permission × role (Markdown). */
export function rolesTable(): string {
  const rows = permissions.map((one) => [permissionWords[one], ...roles.map((role) => (can(role, one) ? 'yes' : ''))]);
  return table([['may', ...roles.map(wordsOf)], line(roles.length + 1), ...rows]);
}

/** Every address that is not a page → who may call it (Markdown). */
export function routesTable(): string {
  const rows = allRoutes
    .filter(({ url }) => url.startsWith('/api/'))
    .toSorted((a, b) => (a.url + a.method < b.url + b.method ? -1 : 1))
    .map(({ method, url, access }) => [`\`${method} ${url}\``, callersOf(access)]);
  return table([['address', 'who may call it'], line(2), ...rows]);
}

function callersOf(access: Access): string {
  if (access.public !== undefined) return `everybody: ${access.public}`;
  if (access.device !== undefined) return `an enrolled device: ${access.device}`;
  if (access.signedIn !== undefined) return `everybody who is signed in: ${access.signedIn}`;
  const any: readonly Permission[] = typeof access.permission === 'string' ? [access.permission] : access.permission;
  return roles
    .filter((role) => any.some((one) => can(role, one)))
    .map(wordsOf)
    .join(', ');
}
