// Everything that needs somebody signed in: asks who, sends nobody to the sign-in page and back, and covers a session that ends.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Redirect, useLocation, useSearch } from 'wouter-preact';
import { SetPassphrase } from '../pages/sign-in/set-passphrase.tsx';
import { SignInForm } from '../pages/sign-in/sign-in-form.tsx';
import { SignedInProvider, useSession, type Me } from '../session/session.tsx';
import { ProblemNotice, Skeleton } from '../ui/loaded.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { PublicFrame } from './public-frame.tsx';
import { Shell } from './shell.tsx';

export function BehindSignIn({ children }: { children: ComponentChildren }) {
  const { current, ask, signedInAs } = useSession();
  const [path] = useLocation();
  const search = useSearch();
  useEffect(() => {
    if (current.state === 'asking') ask();
  }, []);

  if (current.state === 'nobody') {
    const here = search === '' ? path : `${path}?${search}`;
    return <Redirect href={current.left || here === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(here)}`} replace />;
  }
  if (current.state === 'asking') {
    return (
      <div class="waiting">
        <Skeleton lines={4} />
      </div>
    );
  }
  if (current.state === 'failed') {
    return (
      <PublicFrame>
        <ProblemNotice problem={current.problem} retry={ask} />
      </PublicFrame>
    );
  }
  if (current.me.needsPassword) {
    return (
      <PublicFrame>
        <SetPassphrase name={current.me.name} onDone={() => signedInAs({ ...current.me, needsPassword: false })} />
      </PublicFrame>
    );
  }
  return (
    <SignedInProvider me={current.me}>
      <Shell>{children}</Shell>
      {current.ended && <SignInAgain before={current.me} />}
    </SignedInProvider>
  );
}

/** Over the page, so that what was typed there stays. */
function SignInAgain({ before }: { before: Me }) {
  const { signedInAs, leave } = useSession();
  return (
    <Sheet title="Please sign in again" place="centre" onClose={leave}>
      <p>Your session has ended. What you typed on this page is still there.</p>
      <SignInForm
        onSignedIn={(me) => {
          if (me.account === before.account) signedInAs(me);
          else location.assign('/');
        }}
      />
    </Sheet>
  );
}
