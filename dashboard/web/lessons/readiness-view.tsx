import type { Readiness } from '#policies/contracts/whitelist-request.ts';
import { useSignedIn } from '../session/session.tsx';
import { counted, formatBytes } from '../words/count-words.ts';
import { ReadinessBadge } from '../words/request-words.tsx';

/** Whether the approved page and what it needs are in the school's cache before the lesson. */
export function ReadinessView({ readiness }: { readiness: Readiness }) {
  const { time } = useSignedIn();
  return (
    <div class="stack small-gap">
      <p class="badges">
        <ReadinessBadge state={readiness.state} />
        {readiness.at !== null && <span class="quiet-text">checked {time.relative(readiness.at)}</span>}
      </p>
      {readiness.fetched > 0 && (
        <p>
          {readiness.stored} of {counted(readiness.fetched, 'address', 'addresses')} stored, {formatBytes(readiness.bytes)}.
          {readiness.stored > 0 && ' What is stored opens even when the site or the line is down.'}
        </p>
      )}
      {readiness.missing.length > 0 && (
        <ul class="missing">
          {readiness.missing.map((one) => (
            <li key={one.url}>
              <span class="address small">{one.url}</span> {one.why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
