// What the block page says for a verdict; the words themselves are in policies/words, shared with the proxy.
import type { BlockPageInput } from '#policies/words/block-page.ts';
import type { Judge } from '#policies/engine/judge.ts';
import type { Subject } from '#policies/model/subject.ts';
import { pageLanguages } from '#policies/words/reader-languages.ts';
import { schoolNames } from '#policies/words/school-names.ts';
import type { Membership } from '../identity/membership.ts';
import type { Judged } from './judgement.ts';

/** `readerLanguages`: as the browser lists them, preferred first (`navigator.languages`). */
export function blockPageInput(
  { request, verdict, judge }: Judged,
  reference: string,
  { serverUrl, school }: Pick<Membership, 'serverUrl' | 'school'>,
  readerLanguages: readonly string[],
): BlockPageInput {
  const phase = judge.phaseOf(request.subject);
  return {
    verdict,
    target: request.target,
    reference,
    subjectKind: subjectKind(judge, request.subject),
    schoolName: school.name,
    at: request.at,
    timeZone: judge.policy.timeZone,
    enforcedBy: 'extension',
    askUrl: `${serverUrl}/ask/${reference}`,
    reportUrl: `${serverUrl}/report/${reference}`,
    phaseName: judge.policy.groups.find((group) => group.id === phase)?.name ?? phase,
    ...schoolNames(judge.policy, verdict.because.rule),
    languages: pageLanguages(readerLanguages, judge.policy.languages),
  };
}

/** For whom pages are worded. */
export function subjectKind(judge: Pick<Judge, 'phaseOf'>, subject: Subject): BlockPageInput['subjectKind'] {
  const phase = judge.phaseOf(subject);
  if (phase === 'staff') return 'staff';
  return phase === 'guest' || phase === 'unknown' ? 'other' : 'pupil';
}
