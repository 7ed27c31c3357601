// What is kept for one school, as questions and acts. Implementations live in `store/sql/`; nobody else knows SQL.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { SignedBundle } from '#policies/contracts/bundle.ts';
import type { Heartbeat } from '#policies/contracts/extension-api.ts';
import type { Incident, TrailEntry } from '#policies/contracts/incident.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import type { Readiness, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import type { Role } from '#policies/model/actor.ts';
import type { AgreementStore } from './agreement-store.ts';
import type { JobStore } from './job-store.ts';
import type { LetterStore } from './letter-store.ts';
import type { PlanStore } from './plan-store.ts';
import type { ChainStore } from './chain-store.ts';
import type { ReportStore } from './report-store.ts';

export interface School {
  readonly id: string;
  readonly name: string;
}

/** Somebody on the roster. `id` is the pseudonymous subject id; the name is shown only to those who may see it. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Sign-in name (Chrome profile e-mail), lower case, unique in the school. */
  readonly login: string;
  readonly kind: 'pupil' | 'staff' | 'guest';
  /** Direct groups, narrowest first. A teacher's classes are listed in `teaches`. */
  readonly groups: readonly string[];
  readonly teaches: readonly string[];
}

export interface Account {
  readonly id: string;
  readonly school: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Roster id of the same human being, where there is one. */
  readonly person: string | null;
  /** PHC string (scrypt or argon2id), or null until the one-time link was used. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly install: string;
  readonly person: string | null;
  readonly tokenHash: string;
  /** Lower-case hex SHA-256 of the proxy secret. */
  readonly proxySecretHash: string;
  readonly enrolledAt: number;
  readonly lastHeartbeat: (Heartbeat & { readonly at: number }) | null;
  /** When its extension last spoke to the school's server, epoch milliseconds, some seconds late; `null`: never. */
  readonly heardAt: number | null;
  /** When a request of its last crossed the proxy, likewise. */
  readonly passedAt: number | null;
}

/** How a device was seen: its extension was heard by the server, or a request passed the proxy. */
export type Sighting = 'heard' | 'passed';

export interface Session {
  /** Lower-case hex SHA-256 of the cookie's value. */
  readonly idHash: string;
  readonly account: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

export interface AuditEntry {
  readonly at: number;
  /** Account id, `system`, or `subject:<id>`. */
  readonly by: string;
  /** Verb in past tense, kebab-case: `signed-in`, `unmasked`, `approved-request`, `viewed-events`. */
  readonly did: string;
  /** What it was done to: `event:…`, `request:…`, `incident:…`, `account:…`, or null. */
  readonly to: string | null;
  readonly detail: string | null;
}

export interface EventQuery {
  readonly from?: number;
  readonly until?: number;
  readonly kinds?: readonly AccessEvent['kind'][];
  /** The flag's category for flagged events, otherwise the site's. */
  readonly category?: string;
  readonly phase?: string;
  readonly limit: number;
  /** Opaque position from the page before, newest first. */
  readonly cursor?: string;
}

export interface EventCount {
  /** `YYYY-MM-DD`, UTC day of `at`. */
  readonly day: string;
  readonly phase: string;
  /** The flag's category for flagged events, otherwise the site's. */
  readonly category: string | null;
  readonly kind: AccessEvent['kind'];
  readonly count: number;
}

/** The events of one school. */
export interface EventStore {
  /** Durable when it resolves (fsync or commit on the server). Idempotent by event id; the order given is kept. */
  append(events: readonly AccessEvent[]): Promise<void>;
  /** Newest first; 1 to 500 a page. A cursor that is not ours gives an empty page. */
  find(query: EventQuery): Promise<{ events: AccessEvent[]; next: string | null }>;
  byId(id: string): Promise<AccessEvent | null>;
  /**
   * Blocked, flagged and warned events in the order in which they were kept, which is not that of their moments, after the place `after`; `null` gives
   * none and the place of the newest. `until` is the place of the last.
   */
  keptAfter(after: number | null, limit: number): Promise<{ events: AccessEvent[]; until: number }>;
  /** Events with `from` ≤ at < `until`, counted. */
  counts(from: number, until: number): Promise<EventCount[]>;
}

export interface PolicyStore {
  /** The policy as people last edited it, or null before the starter policy is laid down. */
  current(): Promise<{ version: number; policy: PolicyDocument } | null>;
  /** An earlier version, or null when there never was one of that number. */
  version(version: number): Promise<PolicyDocument | null>;
  /** Newest first; 1 to 500. `by` is an account id or `system`. */
  history(limit: number): Promise<{ version: number; by: string; at: number }[]>;
  /** Stores a new version if `base` is still the newest; false when somebody else was faster. */
  save(policy: PolicyDocument, base: number, by: string, at: number): Promise<boolean>;
  latestBundle(): Promise<SignedBundle | null>;
  /** Cheap enough to ask twice a second. 0 when there is none. */
  latestBundleNumber(): Promise<number>;
  /** Bundles never change: a different one with the same number is a `StoreProblem` of the kind `conflict`. */
  saveBundle(bundle: SignedBundle, at: number): Promise<void>;
  bundle(number: number): Promise<SignedBundle | null>;
}

export interface PeopleStore {
  byId(id: string): Promise<Person | null>;
  byLogin(login: string): Promise<Person | null>;
  list(): Promise<Person[]>;
  save(people: readonly Person[]): Promise<void>;
}

export interface AccountStore {
  byId(id: string): Promise<Account | null>;
  list(): Promise<Account[]>;
  /** A `StoreProblem` of the kind `conflict` when the e-mail belongs to another account, of this school or another. */
  save(account: Account): Promise<void>;
  createSession(session: Session): Promise<void>;
  session(idHash: string): Promise<Session | null>;
  touchSession(idHash: string, at: number): Promise<void>;
  endSession(idHash: string): Promise<void>;
  /** A link that signs in once: hash of its token, kept until used or expired. */
  saveOneTimeLink(tokenHash: string, account: string, expiresAt: number): Promise<void>;
  /** Account of a link that is unused and not expired at `at`; uses it up. */
  useOneTimeLink(tokenHash: string, at: number): Promise<string | null>;
}

export interface DeviceStore {
  byId(id: string): Promise<Device | null>;
  byTokenHash(hash: string): Promise<Device | null>;
  byInstall(install: string): Promise<Device | null>;
  save(device: Device): Promise<void>;
  heartbeat(id: string, beat: Heartbeat, at: number): Promise<void>;
  /** By device, epoch milliseconds; all or none. What is older than what is known changes nothing, nor does a device that is none. */
  seen(by: Sighting, devices: ReadonlyMap<string, number>): Promise<void>;
  list(): Promise<Device[]>;
}

/** Somebody's word for a guest: who vouches, for whom, what for and how long. Its id is the guest's pseudonymous subject id. */
export interface Voucher {
  readonly id: string;
  readonly guest: string;
  readonly purpose: string;
  /** Account id of the member of staff who made it. */
  readonly sponsor: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** When it was ended before its time, or null. */
  readonly endedAt: number | null;
  /** Address of the device that it is in use on, and since when; null while it is not. */
  readonly address: string | null;
  readonly usedAt: number | null;
}

export interface VoucherStore {
  /** The code itself is not kept, only its lower-case hex SHA-256. */
  add(voucher: Voucher, codeHash: string): Promise<void>;
  byId(id: string): Promise<Voucher | null>;
  /** Newest first; 1 to 500. */
  list(limit: number): Promise<Voucher[]>;
  /** Takes a voucher into use on an address, and no longer on another; whoever was on that address before is signed off. Null: no such code, or not good at `at`. */
  use(codeHash: string, address: string, at: number): Promise<Voucher | null>;
  /** The voucher that is in use on an address and good at `at`. */
  ofAddress(address: string, at: number): Promise<Voucher | null>;
  /** Signs off whoever is on the address. */
  leave(address: string): Promise<void>;
  /** Ends a voucher for good; false when there is none that could be ended. */
  end(id: string, at: number): Promise<boolean>;
}

export interface RequestStore {
  byId(id: string): Promise<WhitelistRequest | null>;
  /** Newest first. */
  list(query: {
    states?: readonly WhitelistRequest['state'][];
    askedBy?: string;
    reference?: string;
    limit: number;
  }): Promise<WhitelistRequest[]>;
  save(request: WhitelistRequest): Promise<void>;
  /** Stores the request only if the kept one is still in the state `from`: of two people who decide at once one gets false. */
  decide(request: WhitelistRequest, from: WhitelistRequest['state']): Promise<boolean>;
  readiness(request: string): Promise<Readiness | null>;
  saveReadiness(request: string, readiness: Readiness): Promise<void>;
}

export interface IncidentStore {
  byId(id: string): Promise<Incident | null>;
  list(limit: number): Promise<Incident[]>;
  /** Creates the incident; its trail may already hold entries. */
  open(incident: Incident): Promise<void>;
  /**
   * Adds to the trail and, in the same transaction, changes what is given. Nothing is overwritten in the trail, and
   * `events` are added to those the incident has: evidence is never taken out again.
   */
  add(id: string, entry: TrailEntry, change: Partial<Pick<Incident, 'state' | 'outcome' | 'severity' | 'events'>>): Promise<void>;
  /** Ids of the incidents that an event belongs to. */
  ofEvent(event: string): Promise<string[]>;
}

export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;
  /** Newest first; 1 to 500 a page. A cursor that is not ours gives an empty page. */
  list(query: { limit: number; cursor?: string }): Promise<{ entries: AuditEntry[]; next: string | null }>;
}

/** The secret whose hash finds the school in `Store.enrolmentSchool`. */
export const enrolmentKeySecret = 'enrolment-key';
/** Base64 of the 16 bytes that mandatory lists are hashed with (`policies/mandatory`); enforcement points are given it apart from the lists. */
export const listKeySecret = 'list-key';
/** Base64 of the 8 bytes that all names of lists are hashed with, so that nobody outside can prepare names that collide. */
export const listSeedSecret = 'list-seed';

/** What the tokens that devices show the proxy are signed with (`policies/contracts/proxy-token.ts`); a new one ends all of them. */
export const proxyTokenSecret = 'proxy-token-key';

/** Secrets that belong to the school and never leave the server (enrolment key, bundle signing key), by name. */
export interface SecretStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  /** Keeps the value unless there is one already, and answers with the one that is kept: two processes that start at once agree. */
  create(name: string, value: string): Promise<string>;
}

export interface SchoolStore {
  readonly school: School;
  readonly events: EventStore;
  readonly policies: PolicyStore;
  readonly people: PeopleStore;
  readonly accounts: AccountStore;
  readonly devices: DeviceStore;
  readonly vouchers: VoucherStore;
  readonly reports: ReportStore;
  readonly agreements: AgreementStore;
  readonly requests: RequestStore;
  readonly incidents: IncidentStore;
  readonly audit: AuditStore;
  readonly plans: PlanStore;
  readonly chain: ChainStore;
  readonly letters: LetterStore;
  readonly jobs: JobStore;
  readonly secrets: SecretStore;
}

/** Everything that is kept, by school. What cannot be kept or read rejects with a `StoreProblem`. */
export interface Store {
  schools(): Promise<School[]>;
  /** A `StoreProblem` of the kind `conflict` when the id is taken. */
  createSchool(school: School): Promise<void>;
  /** Throws when there is no such school (a school that another process made is known once a question here has named it). */
  forSchool(id: string): SchoolStore;
  /** Accounts sign in by e-mail before anybody knows their school. */
  accountByEmail(email: string): Promise<Account | null>;
  /** Also for sessions that have expired and accounts that are disabled: the caller looks. */
  sessionAccount(sessionHash: string): Promise<{ session: Session; account: Account } | null>;
  /** School of a link that has not been used. */
  oneTimeLinkSchool(tokenHash: string): Promise<string | null>;
  deviceSchool(deviceTokenHash: string): Promise<string | null>;
  /** School of a device id that a proxy client names. */
  proxyDevice(deviceId: string): Promise<{ school: string; device: Device } | null>;
  /** School and event of a reference that somebody holds; the one stored first, should another school's browser have sent the same. */
  eventByReference(reference: string): Promise<{ school: string; event: AccessEvent } | null>;
  /** School whose enrolment key has this lower-case hex SHA-256. */
  enrolmentSchool(enrolmentKeyHash: string): Promise<string | null>;
  close(): Promise<void>;
}
