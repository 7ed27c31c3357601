// A link that signs in once. It is used up by a press of the button, not by opening it: mail scanners open links too.
import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { meSchema } from '#policies/contracts/dashboard-api.ts';
import { call } from '../../api/call.ts';
import type { Problem } from '../../api/problem.ts';
import { landingFor } from '../../session/pages-menu.ts';
import { useSession } from '../../session/session.tsx';
import { PublicFrame } from '../../shell/public-frame.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';

export function OneTimePage({ token }: { token: string }) {
  const { signedInAs } = useSession();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const use = async (): Promise<void> => {
    setBusy(true);
    const answer = await call('POST', '/api/session/one-time', meSchema, { body: { token } });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    signedInAs(answer.value);
    navigate(landingFor(answer.value.role, answer.value.permissions), { replace: true });
  };

  return (
    <PublicFrame>
      <div class="card public-card">
        <Page title="Welcome to Schoolgate" lead="This link signs you in once. Next you choose a passphrase of your own.">
          <div class="form">
            {problem && <ProblemNotice problem={problem} />}
            {problem?.status === 401 ? (
              <p>
                <Link href="/sign-in">Sign in with your passphrase instead</Link>
              </p>
            ) : (
              <Button kind="primary" busy={busy} onPress={() => void use()}>
                Continue
              </Button>
            )}
          </div>
        </Page>
      </div>
    </PublicFrame>
  );
}
