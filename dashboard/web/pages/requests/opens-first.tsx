// When the scope is widened or narrowed from what was asked, this shows first what that would open.
import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { LiveDryRun } from '../../lessons/dry-run-view.tsx';
import { useDryRun } from '../../lessons/use-dry-run.ts';

export function OpensFirst({ request, wholeSite }: { request: WhitelistRequest; wholeSite: boolean }) {
  const asAsked = wholeSite === (request.path === null);
  const state = useDryRun(
    '/api/requests/dry-run',
    asAsked || request.lesson === null ? null : JSON.stringify({ url: request.url, wholeSite, lesson: request.lesson }),
  );
  if (asAsked || request.lesson === null) return null;
  return (
    <div>
      <h3>What this would open instead</h3>
      <LiveDryRun state={state} idle="" />
    </div>
  );
}
