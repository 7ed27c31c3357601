// The frame of everything behind the sign-in: menu by permission, who is signed in, and the page.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { useSession, useSignedIn } from '../session/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { roleName } from '../words/role-words.ts';
import { ChangePassphrase } from '../pages/sign-in/change-passphrase.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { BrandMark } from './brand.tsx';
import { Menu } from './menu.tsx';
import { SkipLink } from './skip-link.tsx';

export function Shell({ children }: { children: ComponentChildren }) {
  const { me } = useSignedIn();
  const [path] = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);

  return (
    <div class="shell">
      <SkipLink />
      <header class="side" data-open={open ? '' : undefined}>
        <div class="brand">
          <BrandMark />
          <p class="brand-words">
            <span class="brand-name">Schoolgate</span>
            <span class="brand-school">{me.school.name}</span>
          </p>
          <button
            type="button"
            class="icon-button menu-button"
            aria-expanded={open}
            aria-controls="side-content"
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'close' : 'menu'} />
            <span class="out-of-sight">Menu</span>
          </button>
        </div>
        <div class="side-content" id="side-content">
          <Menu permissions={me.permissions} path={path} />
          <WhoAmI />
        </div>
      </header>
      <main id="main" class="main" tabIndex={-1}>
        <div class="main-inner">{children}</div>
      </main>
    </div>
  );
}

function WhoAmI() {
  const { me } = useSignedIn();
  const { signOut } = useSession();
  const [changing, setChanging] = useState(false);
  return (
    <div class="who">
      <div class="who-words">
        <span class="who-name">{me.name}</span>
        <span class="who-role">{roleName(me.role)}</span>
        <button type="button" class="link-button" onClick={() => setChanging(true)}>
          Change passphrase
        </button>
      </div>
      <button type="button" class="icon-button" onClick={() => void signOut()}>
        <Icon name="out" />
        <span class="out-of-sight">Sign out</span>
      </button>
      {changing && (
        <Sheet title="Change your passphrase" place="centre" onClose={() => setChanging(false)}>
          <ChangePassphrase />
        </Sheet>
      )}
    </div>
  );
}
