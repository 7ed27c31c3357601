// An event that a device reports is evidence about a person, so who and where is set by us and never taken from the device.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import { accessEventOf } from '#policies/engine/event-of.ts';
import type { Judge } from '#policies/engine/judge.ts';
import type { Subject } from '#policies/model/subject.ts';
import type { Device } from '#store/school-store.ts';

/** A device's clock may run ahead by this much (milliseconds) before we use ours. */
const clockTolerance = 60_000;

export function deviceEvent(event: AccessEvent, device: Device, subject: Subject, judge: Judge, now: number): AccessEvent {
  const at = event.at > now + clockTolerance ? now : Math.max(event.at, Math.min(device.enrolledAt, now));
  const ours = { enforcedBy: { point: 'extension' as const, id: device.id }, device: device.id, clientAddress: null };
  const request = { subject, target: event.target, destination: event.destination, initiator: null, at };
  const verdict = judge.judge(request);
  // Asked of the judge, not of the event: nobody hides by calling a visit confidential, nor is one named that is.
  if (verdict.obligations.includes('do-not-record')) return accessEventOf({ ...event, ...ours, request, verdict, judge });
  return { ...event, ...ours, at, subject: subject.id, groups: judge.groupsOf(subject).slice(0, 20), phase: judge.phaseOf(subject) };
}
