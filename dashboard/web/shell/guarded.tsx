import type { ComponentChildren } from 'preact';
import type { Permission } from '#policies/permissions/permissions.ts';
import { landingFor } from '../session/pages-menu.ts';
import { useSignedIn } from '../session/session.tsx';
import { Page } from '../ui/page.tsx';
import { roleName } from '../words/role-words.ts';
import { Link } from 'wouter-preact';

/** Shows a page to those with any of the permissions. The server decides again at every call; this only spares a wrong door. */
export function Guarded({ with: needed, children }: { with: readonly Permission[]; children: ComponentChildren }) {
  const { me, may } = useSignedIn();
  if (needed.some(may)) return <>{children}</>;
  return (
    <Page title="Not part of your role">
      <div class="state-box">
        <p class="state-title">You are signed in as {roleName(me.role).toLowerCase()}, and this page belongs to other roles.</p>
        <p>
          Who may see what is set by role, so that nobody sees more than their work needs. The administrator of your school can say who may.
        </p>
        <p>
          <Link href={landingFor(me.role, me.permissions)}>Go to your own start page</Link>
        </p>
      </div>
    </Page>
  );
}
