// What of the public cache tests our cache does not pass, and why. Any other failure is a fault, and so is a test that is listed
// here and passes: then its line goes.

const contradicts = 'its origin sends five bytes as "bytes 4-9/10", which are six: a part that contradicts itself is not kept';

/** Test → reason. Tests of the kinds `required` and `optimal`, the same for the plain and the intercepted way. */
export const knownFailures: Readonly<Record<string, string>> = {
  'headers-store-Set-Cookie': 'a school shares this cache: what sets a cookie is not stored',
  'other-set-cookie': 'a school shares this cache: what sets a cookie is not stored',
  'other-authorization-must-revalidate':
    'must-revalidate alone is not taken as leave to share what somebody’s credentials opened: origins send it with private pages too',
  'conditional-lm-fresh-no-lm':
    'it wants 304 for a date before the stored Date, against RFC 9111 §4.3.2: the client’s copy would be out of date',
  'partial-store-partial-reuse-partial': contradicts,
  'partial-store-partial-reuse-partial-byterange': contradicts,
  'partial-store-partial-reuse-partial-absent': contradicts,
  'partial-store-partial-reuse-partial-suffix': contradicts,
  'partial-store-partial-complete':
    'its part has no validator, so RFC 9111 §3.4 forbids to combine it with the rest: the whole is asked for instead',
};

export interface Verdict {
  readonly suite: string;
  readonly kind: string;
  readonly verdict: string;
  readonly detail: string;
}

/** What differs from the list, each as a sentence. A listed test that did not run at all differs too. */
export function unexpectedOf(verdicts: Readonly<Record<string, Verdict>>, known: Readonly<Record<string, string>>): string[] {
  const unexpected: string[] = [];
  for (const [id, { kind, verdict, detail }] of Object.entries(verdicts)) {
    if (kind === 'check') continue;
    const passed = verdict === 'pass';
    if (!passed && !Object.hasOwn(known, id)) unexpected.push(`${kind} ${id}: ${verdict}${detail === '' ? '' : ` (${detail})`}`);
    if (passed && Object.hasOwn(known, id)) unexpected.push(`${kind} ${id}: passes, although it is a known failure`);
  }
  for (const id of Object.keys(known)) if (!Object.hasOwn(verdicts, id)) unexpected.push(`${id}: is a known failure and did not run`);
  return unexpected;
}
