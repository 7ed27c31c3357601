// The one place where an exchange becomes a record, so that proxy and extension cannot differ in what they keep.
import type { AccessEvent, EventKind } from '../contracts/access-event.ts';
import type { AccessRequest } from '../model/access-request.ts';
import type { Flag } from '../model/flag.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Judge } from './judge.ts';

export interface AccessEventInput {
  /** Reference number (`referenceFrom`). */
  readonly id: string;
  readonly request: AccessRequest;
  readonly verdict: Verdict;
  readonly judge: Pick<Judge, 'groupsOf' | 'phaseOf'>;
  readonly enforcedBy: AccessEvent['enforcedBy'];
  readonly device: string | null;
  readonly clientAddress: string | null;
  readonly userAct: boolean | null;
  readonly flag: Flag | null;
  readonly searchTerm: string | null;
  /** Somebody went on after the warning. */
  readonly wentOn?: boolean | undefined;
  /** The words were typed into the page. */
  readonly typed?: boolean | undefined;
  readonly status: number | null;
  readonly bytes: number | null;
}

/** What stands where `do-not-record` forbids to say who it was, or the licence of a list what it was. */
const withheld = 'withheld';

/**
 * The record of one exchange. Under the obligation `do-not-record` it says that a helpline was reached and from which
 * phase, and nothing that leads to a person: no subject, group, device, address, path or words. Of what a keyed list names
 * it says who, when and which line, and nothing of the address.
 */
export function accessEventOf(input: AccessEventInput): AccessEvent {
  const { request, verdict, judge } = input;
  const { rule, list } = verdict.because;
  const event: AccessEvent = {
    id: input.id,
    at: request.at,
    kind: kindOf(verdict, input.flag),
    enforcedBy: input.enforcedBy,
    bundle: verdict.because.bundle,
    subject: request.subject.id,
    phase: judge.phaseOf(request.subject),
    groups: judge.groupsOf(request.subject).slice(0, 20),
    device: input.device,
    clientAddress: input.clientAddress,
    target: { ...request.target, path: request.target.path && clip(request.target.path, 4096) },
    destination: request.destination,
    ...(request.place === 'off-site' ? { place: request.place } : {}),
    userAct: input.userAct,
    effect: verdict.effect,
    ...(input.wentOn === true && verdict.effect === 'warn' ? { wentOn: input.wentOn } : {}),
    category: verdict.category,
    rule: { id: rule.id, layer: rule.layer, origin: rule.origin },
    list: list && { id: list.id, name: clip(list.name, 200), line: list.line },
    flag: input.flag && { ...input.flag, phrase: clip(input.flag.phrase, 200) },
    searchTerm: input.searchTerm === null ? null : clip(input.searchTerm, 500),
    ...(input.typed === true ? { typed: true as const } : {}),
    status: input.status,
    bytes: input.bytes,
  };
  if (list?.keyed === true) return { ...event, target: { ...event.target, host: withheld, path: null }, flag: null, searchTerm: null };
  return verdict.obligations.includes('do-not-record') ? nameless(event) : event;
}

function kindOf(verdict: Verdict, flag: Flag | null): EventKind {
  if (verdict.effect === 'block') return 'blocked';
  if (verdict.effect === 'warn') return 'warned';
  return flag === null ? 'ordinary' : 'flagged';
}

function nameless(event: AccessEvent): AccessEvent {
  return {
    ...event,
    kind: event.kind === 'flagged' ? 'ordinary' : event.kind,
    // The extension's own id is its device's.
    enforcedBy: event.enforcedBy.point === 'extension' ? { point: 'extension', id: withheld } : event.enforcedBy,
    subject: withheld,
    groups: [],
    device: null,
    clientAddress: null,
    target: { ...event.target, path: null },
    flag: null,
    searchTerm: null,
  };
}

/** Cut to a number of UTF-16 units without leaving half a character. */
const clip = (text: string, longest: number): string => (text.length <= longest ? text : text.slice(0, longest)).toWellFormed();
