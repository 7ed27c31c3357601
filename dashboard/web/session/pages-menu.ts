// Which pages there are, which permission opens each, and where each role starts its day.
import type { Role } from '#policies/model/actor.ts';
import type { Permission } from '#policies/permissions/permissions.ts';

export interface MenuPage {
  readonly path: string;
  readonly label: string;
  readonly section: 'Watch' | 'Lessons' | 'Run';
  /** Any one of them opens the page. */
  readonly opensWith: readonly Permission[];
}

export const menuPages: readonly MenuPage[] = [
  { path: '/', label: 'Overview', section: 'Watch', opensWith: ['see-overview'] },
  { path: '/events', label: 'Events', section: 'Watch', opensWith: ['see-events'] },
  { path: '/incidents', label: 'Incidents', section: 'Watch', opensWith: ['see-incidents'] },
  { path: '/reports', label: 'Reports', section: 'Watch', opensWith: ['read-reports'] },
  { path: '/plans', label: 'Lesson plans', section: 'Lessons', opensWith: ['ask-for-site', 'see-requests'] },
  { path: '/requests', label: 'Requests', section: 'Lessons', opensWith: ['see-requests'] },
  { path: '/ask-for-site', label: 'Ask for a site', section: 'Lessons', opensWith: ['ask-for-site'] },
  { path: '/guests', label: 'Guests', section: 'Run', opensWith: ['sponsor-guests'] },
  { path: '/devices', label: 'Devices', section: 'Run', opensWith: ['see-devices'] },
  { path: '/jobs', label: 'Jobs', section: 'Run', opensWith: ['see-jobs'] },
  { path: '/policy', label: 'Policy', section: 'Run', opensWith: ['see-policy'] },
  { path: '/people', label: 'People', section: 'Run', opensWith: ['see-accounts', 'manage-accounts', 'manage-roster'] },
  { path: '/acceptable-use', label: 'Acceptable use', section: 'Run', opensWith: ['manage-agreements'] },
  { path: '/audit', label: 'Audit trail', section: 'Run', opensWith: ['see-audit'] },
];

export function menuFor(permissions: readonly Permission[]): readonly MenuPage[] {
  return menuPages.filter((page) => page.opensWith.some((needed) => permissions.includes(needed)));
}

const starts: Partial<Record<Role, string>> = { teacher: '/ask-for-site', technician: '/devices' };

/** The page a role lands on; whatever it may see first when its own start is not open to it. */
export function landingFor(role: Role, permissions: readonly Permission[]): string {
  const menu = menuFor(permissions);
  const start = starts[role] ?? '/';
  return menu.some((page) => page.path === start) ? start : (menu[0]?.path ?? '/');
}

/** The menu's entry that a path belongs to: `/incidents/7` to `/incidents`. */
export function menuPageOf(path: string): MenuPage | undefined {
  return menuPages.find((page) => path === page.path || (page.path !== '/' && path.startsWith(`${page.path}/`)));
}

/** Where to go after signing in: only ever a path of this app. */
export function safeReturn(back: string | null): string | null {
  if (back === null || !/^\/(?![/\\])/.test(back) || back.startsWith('/sign-in')) return null;
  return back;
}
