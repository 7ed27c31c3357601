// Things that happened at a school, for tests that look at them.
import { randomBytes } from 'node:crypto';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { referenceFrom } from '#policies/engine/reference.ts';

/** A blocked page of a pupil of 8B; `change` makes it another event. */
export function blockedEvent(at: number, change: Partial<AccessEvent> = {}): AccessEvent {
  return {
    id: referenceFrom(randomBytes(8)),
    at,
    kind: 'blocked',
    enforcedBy: { point: 'proxy', id: 'proxy-1' },
    bundle: 1,
    subject: 'mia',
    phase: 'ks3',
    groups: ['8b', 'year-8', 'ks3'],
    device: null,
    clientAddress: '10.1.2.3',
    target: { scheme: 'https', host: 'games.test', port: 443, path: '/chess?level=3' },
    destination: 'document',
    userAct: true,
    effect: 'block',
    category: 'games',
    rule: { id: 'grid:ks3:games', layer: 'category', origin: { kind: 'policy', name: 'grid' } },
    list: { id: 'games', name: 'Test list of games', line: 1 },
    flag: null,
    searchTerm: null,
    status: 403,
    bytes: 1200,
    ...change,
  };
}

/** A search that somebody must look at. */
export function flaggedEvent(at: number, change: Partial<AccessEvent> = {}): AccessEvent {
  return blockedEvent(at, {
    kind: 'flagged',
    effect: 'allow',
    category: 'search-engine',
    target: { scheme: 'https', host: 'search.test', port: 443, path: '/?q=how+to+hurt+myself' },
    list: null,
    flag: { category: 'self-harm', severity: 'high', list: 'self-harm', line: 4, phrase: 'how to hurt myself' },
    searchTerm: 'how to hurt myself',
    status: 200,
    ...change,
  });
}

export const lesson = { group: '8b', date: '2026-11-26', period: '3' };
/** Period 3 of the starter timetable on that day. */
export const lessonFrom = Date.parse('2026-11-26T11:10:00Z');
export const lessonUntil = Date.parse('2026-11-26T12:05:00Z');
