import { useLocation, useSearch } from 'wouter-preact';
import { landingFor, safeReturn } from '../../session/pages-menu.ts';
import { useSession } from '../../session/session.tsx';
import { PublicFrame } from '../../shell/public-frame.tsx';
import { Page } from '../../ui/page.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const { signedInAs } = useSession();
  const [, navigate] = useLocation();
  const back = safeReturn(new URLSearchParams(useSearch()).get('back'));
  return (
    <PublicFrame>
      <div class="card public-card">
        <Page title="Sign in" lead={back ? 'Then you go on to the page you asked for.' : undefined}>
          <div class="stack">
            <SignInForm
              onSignedIn={(me) => {
                signedInAs(me);
                navigate(back ?? landingFor(me.role, me.permissions), { replace: true });
              }}
            />
            <p class="quiet-text">No passphrase yet, or forgotten? Ask your school’s administrator for a new one-time link.</p>
          </div>
        </Page>
      </div>
    </PublicFrame>
  );
}
