// Single events at Greenfield, as the proxy records them.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { mia, msOkafor } from '#tests/support/cast.ts';

/** Mia (8B) meets a games site and is stopped. */
export function blockedEvent(id: string, at: number, change: Partial<AccessEvent> = {}): AccessEvent {
  return {
    id,
    at,
    kind: 'blocked',
    enforcedBy: { point: 'proxy', id: 'proxy-1' },
    bundle: 1,
    subject: mia.id,
    phase: 'ks3',
    groups: ['8b', 'year-8', 'ks3', 'everyone'],
    device: null,
    clientAddress: '10.8.0.21',
    target: { scheme: 'https', host: 'games.test', port: 443, path: '/chess/openings' },
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
export function flaggedEvent(id: string, at: number): AccessEvent {
  return blockedEvent(id, at, {
    kind: 'flagged',
    effect: 'allow',
    category: 'search-engine',
    target: { scheme: 'https', host: 'www.google.com', port: 443, path: '/search?q=how+to+hurt+myself' },
    flag: { category: 'self-harm', severity: 'high', list: 'self-harm', line: 4, phrase: 'how to hurt myself' },
    searchTerm: 'how to hurt myself',
    status: 200,
  });
}

/** Ms Okafor meets a gambling page that she wants for a lesson on probability. */
export function blockedForStaff(id: string, at: number): AccessEvent {
  return blockedEvent(id, at, {
    subject: msOkafor.id,
    phase: 'staff',
    groups: ['staff', 'everyone'],
    category: 'gambling',
    target: { scheme: 'https', host: 'gambling.test', port: 443, path: '/odds' },
  });
}
