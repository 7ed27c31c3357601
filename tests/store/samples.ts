// Small true-to-life records for the tests of the store; each test changes only what it is about.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Incident } from '#policies/contracts/incident.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Readiness, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import type { Account, Device, Person } from '#store/school-store.ts';

/** Thursday 5 November 2026, 10:00 UTC. */
export const thursday = Date.UTC(2026, 10, 5, 10);

/** The n-th reference number: 12 Crockford digits. */
export function reference(n: number): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let text = '';
  for (let rest = n; text.length < 12; rest = Math.floor(rest / 32)) text = (digits[rest % 32] ?? '') + text;
  return text;
}

export function sampleEvent(n: number, change: Partial<AccessEvent> = {}): AccessEvent {
  return {
    id: reference(n),
    at: thursday + n,
    kind: 'blocked',
    enforcedBy: { point: 'proxy', id: 'proxy-1' },
    bundle: 3,
    subject: 'pupil-3f7a',
    phase: 'ks3',
    groups: ['8b', 'year-8', 'ks3', 'everyone'],
    device: 'device-1',
    clientAddress: '10.1.2.3',
    target: { scheme: 'https', host: 'games.test', port: 443, path: '/play?level=2' },
    destination: 'document',
    userAct: true,
    effect: 'block',
    category: 'games',
    rule: { id: 'grid:ks3:games', layer: 'category', origin: { kind: 'policy', name: 'Key Stage 3' } },
    list: { id: 'games', name: 'Games', line: 12 },
    flag: null,
    searchTerm: null,
    status: 403,
    bytes: 5120,
    ...change,
  };
}

export function samplePerson(id: string, change: Partial<Person> = {}): Person {
  return { id, name: `Person ${id}`, login: `${id}@school.test`, kind: 'pupil', groups: ['8b'], teaches: [], ...change };
}

export function sampleAccount(school: string, id: string, change: Partial<Account> = {}): Account {
  return {
    id,
    school,
    email: `${id}@${school}.test`,
    name: `Account ${id}`,
    role: 'committee',
    person: null,
    passwordHash: null,
    disabled: false,
    ...change,
  };
}

export function sampleDevice(id: string, change: Partial<Device> = {}): Device {
  return {
    id,
    name: `Laptop ${id}`,
    install: `install-${id}`,
    person: 'pupil-3f7a',
    tokenHash: `token-${id}`,
    proxySecretHash: `secret-${id}`,
    enrolledAt: thursday,
    lastHeartbeat: null,
    heardAt: null,
    passedAt: null,
    ...change,
  };
}

export function sampleRequest(id: string, change: Partial<WhitelistRequest> = {}): WhitelistRequest {
  return {
    id,
    at: thursday,
    askedBy: { kind: 'account', id: 'teacher' },
    reference: reference(1),
    url: 'https://games.test/chess',
    host: 'games.test',
    path: '/chess',
    lesson: { group: '8b', date: '2026-11-12', period: 'p3' },
    reason: 'We play through famous openings.',
    state: 'waiting',
    decision: null,
    ...change,
  };
}

export const sampleReadiness: Readiness = {
  state: 'amber',
  at: thursday,
  fetched: 12,
  stored: 11,
  bytes: 482_113,
  missing: [{ url: 'https://games.test/pawn.png', why: 'The site did not answer.' }],
};

export function sampleIncident(id: string, change: Partial<Incident> = {}): Incident {
  return {
    id,
    title: 'Repeated searches',
    state: 'open',
    severity: 'high',
    category: 'self-harm',
    subject: 'pupil-3f7a',
    openedAt: thursday,
    openedBy: 'lead',
    outcome: null,
    events: [reference(1)],
    trail: [{ at: thursday, by: 'lead', kind: 'opened', text: 'Opened from an event.' }],
    ...change,
  };
}

export function samplePolicy(timeZone = 'Europe/London'): PolicyDocument {
  return {
    format: 1,
    timeZone,
    periods: [{ id: 'p3', name: 'Period 3', from: '11:00', to: '12:00' }],
    groups: [{ id: 'everyone', name: 'Everyone', kind: 'everyone', parent: null }],
    grid: { ks3: { games: 'block' } },
    unknownSites: { ks3: 'allow' },
    obligations: { ks3: { safeSearch: true, videoRestriction: true } },
    rules: [],
    passThrough: [],
  };
}
