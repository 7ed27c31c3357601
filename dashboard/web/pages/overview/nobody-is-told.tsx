// Says when alerts by e-mail reach nobody: whoever relies on them must not find out too late.
import { Link } from 'wouter-preact';
import { useSignedIn } from '../../session/session.tsx';
import { Notice } from '../../ui/notice.tsx';
import { formatCount } from '../../words/count-words.ts';
import type { Overview } from './overview.ts';

export function NobodyIsTold({ messages: { mailServer, leads, failed } }: Pick<Overview, 'messages'>) {
  const { may } = useSignedIn();
  if (mailServer && leads > 0 && failed === 0) return null;
  return (
    <Notice
      tone={mailServer && leads > 0 ? 'care' : 'bad'}
      title={mailServer ? 'Not everybody is told by e-mail' : 'Nobody is told by e-mail'}
    >
      {!mailServer && (
        <p>
          No mail server is set, so no alert leaves this page: look here each day, and ask your technician to set “mail” in the settings.
        </p>
      )}
      {leads === 0 && <p>No safeguarding lead has an account. Until one has, alerts go to the head, or else to the administrator.</p>}
      {failed > 0 && (
        <p>
          {failed === 1 ? 'One message' : `${formatCount(failed)} messages`} of the last 30 days could not be sent.{' '}
          {may('see-jobs') ? <Link href="/jobs?show=messages">See which, and why</Link> : 'Your technician sees which, and why.'}
        </p>
      )}
    </Notice>
  );
}
