// The tables as a repository sees them. Every one of them also has a `school` column, which repositories cannot name:
// `school-scope.ts` adds it to whatever they ask. JSON columns are text, so that both databases keep the same bytes.
import type { Generated } from 'kysely';

export interface EventRow {
  id: string;
  at: number;
  kind: string;
  point: string;
  enforcer: string;
  bundle: number;
  subject: string;
  phase: string;
  groups: string;
  device: string | null;
  client_address: string | null;
  scheme: string;
  host: string;
  port: number;
  path: string | null;
  destination: string;
  user_act: number | null;
  effect: string;
  category: string | null;
  /** What reports and filters go by: the flag's category for a flagged event, otherwise the site's. */
  reported_category: string | null;
  rule_id: string;
  rule_layer: string;
  rule_origin: string;
  list_id: string | null;
  list_name: string | null;
  list_line: number | null;
  flag: string | null;
  search_term: string | null;
  status: number | null;
  bytes: number | null;
  place: string | null;
  went_on: number | null;
  typed: number | null;
}

export interface PersonRow {
  id: string;
  login: string;
  name: string;
  kind: string;
  groups: string;
  teaches: string;
}

export interface AccountRow {
  id: string;
  email: string;
  name: string;
  role: string;
  person: string | null;
  password_hash: string | null;
  disabled: number;
}

export interface SessionRow {
  id_hash: string;
  account: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
}

export interface DeviceRow {
  id: string;
  name: string;
  install: string;
  person: string | null;
  token_hash: string;
  proxy_secret_hash: string;
  enrolled_at: number;
  beat_at: number | null;
  beat: string | null;
  heard_at: number | null;
  passed_at: number | null;
}

export interface VoucherRow {
  id: string;
  code_hash: string;
  guest: string;
  purpose: string;
  sponsor: string;
  created_at: number;
  expires_at: number;
  ended_at: number | null;
  address: string | null;
  used_at: number | null;
}

export interface AgreementRow {
  id: string;
  audience: string;
  at: number;
  written_by: string;
  texts: string;
  parents: number;
}

export interface AcceptanceRow {
  /** Agreement and subject. */
  id: string;
  agreement: string;
  subject: string;
  accepted_at: number | null;
  parent_at: number | null;
  parent_by: string | null;
}

export interface ReportRow {
  id: string;
  at: number;
  subject: string | null;
  to_whom: string | null;
  text: string;
  seen_at: number | null;
  seen_by: string | null;
}

export interface RequestRow {
  id: string;
  at: number;
  asked_by_kind: string;
  asked_by: string;
  reference: string | null;
  url: string;
  host: string;
  path: string | null;
  lesson: string | null;
  reason: string;
  state: string;
  decision: string | null;
}

export interface ReadinessRow {
  request: string;
  state: string;
  at: number | null;
  fetched: number;
  stored: number;
  bytes: number;
  missing: string;
}

export interface IncidentRow {
  id: string;
  title: string;
  state: string;
  severity: string;
  category: string | null;
  subject: string | null;
  opened_at: number;
  opened_by: string;
  outcome: string | null;
}

export interface AuditRow {
  at: number;
  done_by: string;
  did: string;
  done_to: string | null;
  detail: string | null;
}

export interface PlanRow {
  id: string;
  owner: string;
  changed_at: number;
  /** 1: a site of it waits for an answer. */
  waiting: number;
  version: number;
  body: string;
}

export interface LessonReadyRow {
  id: string;
  plan: string;
  lesson: string;
  body: string;
}

export interface PageLookRow {
  id: string;
  plan: string;
  link: string;
  body: string;
  picture_type: string | null;
  /** Base64: pictures are small and few, and every database keeps text alike. */
  picture: string | null;
}

export interface LetterRow {
  id: string;
  at: number;
  sent_to: string;
  subject: string;
  text: string;
  urgent: number;
  state: string;
  attempts: number;
  due_at: number;
  accepted_at: number | null;
  said: string | null;
}

export interface JobRow {
  id: string;
  kind: string;
  about: string;
  part: string | null;
  added_at: number;
  due_at: number;
  claimed_until: number | null;
  attempts: number;
  state: string;
  progress: number | null;
  ended_at: number | null;
  words: string | null;
}

export interface ChainLinkRow {
  number: number;
  previous: string;
  hash: string;
  at: number;
  source: string;
  after_seq: number;
  until_seq: number;
  leaves: string;
}

/** Row number that the database gives: the order in which rows were added, in all schools together. */
interface Numbered {
  seq: Generated<number>;
}

/** What belongs to one school. */
export interface SchoolTables {
  access_event: EventRow & Numbered;
  policy_version: { version: number; body: string; saved_by: string; saved_at: number };
  bundle: { number: number; text: string; signature: string; saved_at: number };
  person: PersonRow;
  account: AccountRow;
  session: SessionRow;
  one_time_link: { token_hash: string; account: string; expires_at: number };
  device: DeviceRow;
  voucher: VoucherRow;
  report: ReportRow;
  agreement: AgreementRow;
  acceptance: AcceptanceRow;
  whitelist_request: RequestRow;
  readiness: ReadinessRow;
  incident: IncidentRow;
  incident_event: Numbered & { incident: string; event: string };
  incident_trail: Numbered & { incident: string; at: number; done_by: string; kind: string; text: string };
  audit: AuditRow & Numbered;
  lesson_plan: PlanRow;
  lesson_ready: LessonReadyRow;
  page_look: PageLookRow;
  letter: LetterRow;
  alerted_until: { id: string; version: number; place: number };
  alert_turn: { severity: string; about: string; told_at: number; untold: number };
  job: Numbered & JobRow;
  chain_link: ChainLinkRow;
  chain_head: { number: number; hash: string; at: number; signature: string };
  secret: { name: string; value: string; value_hash: string | null };
}

/** The same tables for the few questions that are asked before the school is known, and the schools themselves. */
export type EverySchoolTables = { [Table in keyof SchoolTables]: { school: string } } & {
  school: { id: string; name: string };
};

/** Every table of a school; a table that is missing here does not compile. */
const ofSchools: Readonly<Record<keyof SchoolTables, true>> = {
  access_event: true,
  policy_version: true,
  bundle: true,
  person: true,
  account: true,
  session: true,
  one_time_link: true,
  device: true,
  voucher: true,
  report: true,
  agreement: true,
  acceptance: true,
  whitelist_request: true,
  readiness: true,
  incident: true,
  incident_event: true,
  incident_trail: true,
  audit: true,
  lesson_plan: true,
  lesson_ready: true,
  page_look: true,
  chain_link: true,
  chain_head: true,
  letter: true,
  alerted_until: true,
  alert_turn: true,
  job: true,
  secret: true,
};

/** Names of the tables that `school-scope.ts` lets a repository ask. */
export const schoolTables: ReadonlySet<string> = new Set(Object.keys(ofSchools));
