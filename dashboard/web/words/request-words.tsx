import type { Readiness, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { IconName } from '../ui/icon.tsx';

type Look = readonly [word: string, tone: Tone, icon: IconName];

const states: Readonly<Record<WhitelistRequest['state'], Look>> = {
  waiting: ['Waiting', 'care', 'wait'],
  approved: ['Approved', 'good', 'allow'],
  refused: ['Refused', 'bad', 'block'],
  'refused-mandatory': ['Cannot be opened', 'bad', 'block'],
  withdrawn: ['Withdrawn', 'calm', 'close'],
};

export function RequestStateBadge({ state }: { state: WhitelistRequest['state'] }) {
  const [word, tone, icon] = states[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

const readiness: Readonly<Record<Readiness['state'], Look>> = {
  waiting: ['Not fetched yet', 'calm', 'wait'],
  running: ['Being fetched', 'note', 'wait'],
  green: ['Ready for the lesson', 'good', 'allow'],
  amber: ['Ready, with gaps', 'care', 'warn'],
  red: ['Not ready', 'bad', 'block'],
};

export function ReadinessBadge({ state }: { state: Readiness['state'] }) {
  const [word, tone, icon] = readiness[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

/** What the request would open: the page's address, or the whole site. */
export function scopeWords(request: Pick<WhitelistRequest, 'host' | 'path'>): string {
  return request.path === null ? `All of ${request.host}` : `${request.host}${request.path}`;
}
