import { Link } from 'wouter-preact';
import type { Permission } from '#policies/permissions/permissions.ts';
import { menuFor, menuPageOf, type MenuPage } from '../session/pages-menu.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

const icons: Readonly<Record<string, IconName>> = {
  '/': 'overview',
  '/events': 'events',
  '/incidents': 'incidents',
  '/reports': 'reports',
  '/plans': 'plans',
  '/jobs': 'jobs',
  '/requests': 'requests',
  '/ask-for-site': 'ask',
  '/guests': 'guests',
  '/devices': 'devices',
  '/policy': 'policy',
  '/people': 'people',
  '/audit': 'audit',
  '/acceptable-use': 'rules',
};

const sections: readonly MenuPage['section'][] = ['Watch', 'Lessons', 'Run'];

/** Holds only what the signed-in person may open. */
export function Menu({ permissions, path }: { permissions: readonly Permission[]; path: string }) {
  const pages = menuFor(permissions);
  const current = menuPageOf(path);
  return (
    <nav class="menu" aria-label="Main">
      {sections.map((section) => {
        const inSection = pages.filter((page) => page.section === section);
        if (inSection.length === 0) return null;
        const headingId = `menu-${section.toLowerCase()}`;
        return (
          <div key={section} class="menu-section">
            <p class="menu-heading" id={headingId}>
              {section}
            </p>
            <ul aria-labelledby={headingId}>
              {inSection.map((page) => (
                <li key={page.path}>
                  <Link href={page.path} aria-current={current === page ? 'page' : undefined}>
                    <Icon name={icons[page.path] ?? 'ordinary'} />
                    {page.label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
