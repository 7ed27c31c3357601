// A few days of access at Greenfield, small enough to count by hand and true enough to look at.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { mia, tom } from '#tests/support/cast.ts';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The n-th reference number of the sample: 12 Crockford digits. */
export function referenceOf(n: number): string {
  let text = '';
  for (let rest = n; text.length < 12; rest = Math.floor(rest / 32)) text = (digits[rest % 32] ?? '0') + text;
  return text;
}

export const hour = 60 * 60 * 1000;
export const day = 24 * hour;

/** Mia meets a games site: blocked, at the given time. */
export function blockedEvent(n: number, at: number, change: Partial<AccessEvent> = {}): AccessEvent {
  return {
    id: referenceOf(n),
    at,
    kind: 'blocked',
    enforcedBy: { point: 'proxy', id: 'proxy-1' },
    bundle: 1,
    subject: mia.id,
    phase: 'ks3',
    groups: ['8b', 'year-8', 'ks3', 'everyone'],
    device: null,
    clientAddress: '10.8.0.21',
    target: { scheme: 'https', host: 'games.test', port: 443, path: '/play?level=2' },
    destination: 'document',
    userAct: true,
    effect: 'block',
    category: 'games',
    rule: { id: 'grid:ks3:games', layer: 'category', origin: { kind: 'policy', name: 'Grid: Key Stage 3' } },
    list: { id: 'games', name: 'Games', line: 12 },
    flag: null,
    searchTerm: null,
    status: 403,
    bytes: 5120,
    ...change,
  };
}

/** Mia searches for words on the self-harm phrase list: allowed and flagged. */
export function flaggedEvent(n: number, at: number, change: Partial<AccessEvent> = {}): AccessEvent {
  return blockedEvent(n, at, {
    kind: 'flagged',
    effect: 'allow',
    category: 'search-engine',
    target: { scheme: 'https', host: 'www.google.com', port: 443, path: '/search?q=how+to+hurt+myself' },
    rule: { id: 'grid:ks3:search-engine', layer: 'category', origin: { kind: 'policy', name: 'Grid: Key Stage 3' } },
    list: { id: 'search-engines', name: 'Search engines', line: 3 },
    flag: { category: 'self-harm', severity: 'high', list: 'self-harm', line: 4, phrase: 'how to hurt myself' },
    searchTerm: 'how to hurt myself',
    status: 200,
    bytes: 48_200,
    ...change,
  });
}

const social = { category: 'social-media', target: { scheme: 'https', host: 'social.test', port: 443, path: '/feed' }, list: { id: 'social-media', name: 'Social media', line: 2 } } as const;
const gambling = { category: 'gambling', target: { scheme: 'https', host: 'gambling.test', port: 443, path: '/' }, list: { id: 'gambling', name: 'Gambling', line: 1 } } as const;
const sixthForm = { subject: tom.id, phase: 'sixth-form', groups: ['year-12', 'sixth-form', 'everyone'] };

/** Ten days that end at `until`, newest last. */
export function sampleEvents(until: number): AccessEvent[] {
  const events: AccessEvent[] = [];
  const add = (make: typeof blockedEvent, at: number, change: Partial<AccessEvent> = {}): void => void events.push(make(events.length + 1, at, change));
  for (let back = 9; back >= 0; back -= 1) {
    const at = until - back * day;
    for (let n = 0; n < 4 + ((back * 3) % 5); n += 1) add(blockedEvent, at - n * 60_000);
    for (let n = 0; n < (back * 2) % 4; n += 1) add(blockedEvent, at - hour - n * 60_000, social);
    if (back % 2 === 0) add(blockedEvent, at - 2 * hour, { ...gambling, ...sixthForm });
    if (back % 3 === 0) add(flaggedEvent, at - 3 * hour);
    if (back === 4) add(blockedEvent, at - 4 * hour, { kind: 'warned', effect: 'warn', category: 'video', target: { scheme: 'https', host: 'video.test', port: 443, path: '/watch' } });
  }
  return events;
}
