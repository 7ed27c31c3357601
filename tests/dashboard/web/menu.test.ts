import { describe, expect, test } from 'vitest';
import { landingFor, menuFor, menuPageOf, safeReturn } from '#dashboard/web/session/pages-menu.ts';
import { roles, type Role } from '#policies/model/actor.ts';
import { can, permissions } from '#policies/permissions/permissions.ts';

const granted = (role: Role) => permissions.filter((permission) => can(role, permission));

describe('the menu', () => {
  test.each(roles)('of the %s holds only pages that one of the role’s permissions opens, and its start among them', (role) => {
    const menu = menuFor(granted(role));
    expect(menu.length).toBeGreaterThan(0);
    for (const page of menu) expect(page.opensWith.some((permission) => can(role, permission))).toBe(true);
    expect(menu.map((page) => page.path)).toContain(landingFor(role, granted(role)));
  });

  test('each role starts at what it is there for', () => {
    expect(Object.fromEntries(roles.map((role) => [role, landingFor(role, granted(role))]))).toEqual({
      administrator: '/',
      'safeguarding-lead': '/',
      committee: '/',
      head: '/',
      governor: '/',
      technician: '/devices',
      teacher: '/ask-for-site',
      authority: '/',
    });
  });

  test('the IT manager’s menu leads to nobody’s browsing', () => {
    const paths = menuFor(granted('technician')).map((page) => page.path);
    expect(paths).not.toContain('/events');
    expect(paths).not.toContain('/incidents');
  });

  test('a role whose start was taken away lands on whatever is left', () => {
    expect(landingFor('teacher', ['see-policy'])).toBe('/policy');
  });

  test('marks the entry that a detail page belongs to', () => {
    expect(menuPageOf('/incidents/7')?.path).toBe('/incidents');
    expect(menuPageOf('/')?.path).toBe('/');
    expect(menuPageOf('/incidentsx')).toBeUndefined();
  });
});

describe('the way back after signing in', () => {
  test.each(['/', '/requests?show=approved', '/incidents/7'])('%s is a page of this app', (path) => {
    expect(safeReturn(path)).toBe(path);
  });

  test.each([
    null,
    '',
    'https://elsewhere.test/',
    '//elsewhere.test',
    '/\\elsewhere.test',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-in/token',
  ])('%s is not followed', (path) => {
    expect(safeReturn(path)).toBeNull();
  });
});
