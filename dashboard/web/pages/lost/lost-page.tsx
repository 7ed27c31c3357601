import { Link } from 'wouter-preact';
import { Page } from '../../ui/page.tsx';

export function LostPage() {
  return (
    <Page title="There is no such page">
      <div class="state-box">
        <p>The address may have been cut short when it was copied.</p>
        <p>
          <Link href="/">Go to your start page</Link>
        </p>
      </div>
    </Page>
  );
}
