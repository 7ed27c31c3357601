// Tells the safeguarding lead within seconds that something grave is on record: never what, never of whom. Whoever is told signs in and looks.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Severity } from '#policies/model/severity.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { Services } from '../services.ts';
import { post } from './post.ts';

/** Milliseconds. */
const lookEvery = 2_000;
/** Of what is equally grave nobody is told more often; the first at once. */
const oneLetterEvery = 10 * 60 * 1000;
const atATime = 500;

type Grave = Extract<Severity, 'urgent' | 'high'>;
const subjects: Readonly<Record<Grave, string>> = {
  urgent: 'Urgent: somebody may need you now',
  high: 'Something needs you within the hour',
};

/** Looks for what has come since it looked last, also while it was not running. */
export function watchAlerts(services: Services, school: SchoolStore): { close(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    looking = tellOfNew(services, school)
      .catch((error: unknown) => services.log.error({ err: error }, 'nobody could be told of new events'))
      .finally(() => {
        busy = false;
      });
  }, lookEvery);
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

async function tellOfNew(services: Services, school: SchoolStore): Promise<void> {
  for (;;) {
    const after = await school.letters.alertedUntil();
    const { events, until } = await school.events.keptAfter(after, atATime);
    for (const severity of ['urgent', 'high'] as const)
      if (events.some((event) => graveness(event) === severity)) await tell(services, school, severity);
    // Afterwards: who is told twice is told once, because the letter has the same name; who is not told is not.
    if (until !== after) await school.letters.setAlertedUntil(until);
    if (events.length < atATime) return;
  }
}

/** A flag's own severity; what the law forbids is always grave. */
function graveness({ flag, kind, rule }: AccessEvent): Grave | null {
  if (flag?.severity === 'urgent' || flag?.severity === 'high') return flag.severity;
  return kind === 'blocked' && rule.layer === 'mandatory' ? 'high' : null;
}

async function tell({ clock, publicUrl }: Services, school: SchoolStore, severity: Grave): Promise<void> {
  const at = clock();
  const turn = Math.floor(at / oneLetterEvery);
  const sentence =
    severity === 'urgent'
      ? 'Your school’s web filter has recorded something that somebody should look at now.'
      : 'Your school’s web filter has recorded something that somebody should look at within the hour.';
  await tellLeads(school, {
    name: `alert-${severity}-${turn}`,
    at,
    subject: subjects[severity],
    sentences: [sentence, 'More of the same kind within ten minutes is not told again.'],
    link: `${publicUrl()}/events`,
  });
}

/** Somebody has told the school something: who and what stands in the dashboard. */
export function tellOfReport({ publicUrl }: Pick<Services, 'publicUrl'>, school: SchoolStore, report: string, at: number): Promise<void> {
  return tellLeads(school, {
    name: `report-${report}`,
    at,
    subject: 'Somebody has told the school something',
    sentences: ['Somebody has told the school something by the filter’s button.'],
    link: `${publicUrl()}/reports`,
  });
}

interface Told {
  readonly name: string;
  readonly at: number;
  readonly subject: string;
  readonly sentences: readonly string[];
  readonly link: string;
}

async function tellLeads(school: SchoolStore, { name, at, subject, sentences, link }: Told): Promise<void> {
  const text = [...sentences, 'This message says neither what it is nor who it is.', '', `Look at it here: ${link}`, ''].join('\n');
  for (const { id, role, disabled, email } of await school.accounts.list())
    if (role === 'safeguarding-lead' && !disabled) await post(school, { id: `${name}-${id}`, at, to: email, subject, text });
}
