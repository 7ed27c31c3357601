// Tells the safeguarding lead within seconds that something grave is on record: never what, never of whom. Whoever is told signs in and looks.
import { randomUUID } from 'node:crypto';
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Letter } from '#store/letter-store.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { Services } from '../services.ts';
import { takeTurns, type Grave, type GraveEvent } from './alert-turns.ts';
import { whoIsTold } from './who-is-told.ts';

/** Milliseconds. */
const lookEvery = 2_000;
const atATime = 500;

const subjects: Readonly<Record<Grave, string>> = {
  urgent: 'Urgent: somebody may need you now',
  high: 'Something needs you within the hour',
};
const soon: Readonly<Record<Grave, string>> = { urgent: 'now', high: 'within the hour' };

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

async function tellOfNew({ clock, publicUrl }: Services, school: SchoolStore): Promise<void> {
  for (;;) {
    const alerted = await school.letters.alerted();
    const { events, until } = await school.events.keptAfter(alerted.until, atATime);
    const at = clock();
    const { turns, told } = takeTurns(alerted.turns, events.flatMap(graveness), at);
    if (until !== alerted.until || told.length > 0) {
      const people = told.length > 0 ? await whoIsTold(school) : [];
      // Nothing is taken for told that nobody can be told: it waits for whoever is given an account.
      if (told.length > 0 && people.length === 0) return;
      const letters = told.flatMap(({ severity, count }) =>
        people.map(({ email }) => ({
          ...alertLetter(email, at, subjects[severity], [sentenceOf(severity, count)], `${publicUrl()}/events`),
          id: `alert-${randomUUID()}`,
        })),
      );
      if (!(await school.letters.alert({ version: alerted.version, until, turns }, letters))) return;
    }
    if (events.length < atATime) return;
  }
}

/** A flag's own severity; what the law forbids is always grave. */
function graveness({ flag, kind, rule, subject, device, clientAddress, phase }: AccessEvent): GraveEvent[] {
  const own = flag?.severity === 'urgent' || flag?.severity === 'high' ? flag.severity : null;
  const severity = own ?? (kind === 'blocked' && rule.layer === 'mandatory' ? 'high' : null);
  return severity === null ? [] : [{ severity, about: `${subject} ${device ?? clientAddress ?? phase}`.slice(0, 200) }];
}

function sentenceOf(severity: Grave, count: number): string {
  const what = count === 1 ? 'something' : `${count} things`;
  return `Your school’s web filter has recorded ${what} that somebody should look at ${soon[severity]}.`;
}

/** Somebody has told the school something: who and what stands in the dashboard. Told once, however often it is asked to be. */
export async function tellOfReport(
  { publicUrl }: Pick<Services, 'publicUrl'>,
  school: SchoolStore,
  report: string,
  at: number,
): Promise<void> {
  for (const { id, email } of await whoIsTold(school)) {
    const subject = 'Somebody has told the school something';
    const letter = alertLetter(
      email,
      at,
      subject,
      ['Somebody has told the school something by the filter’s button.'],
      `${publicUrl()}/reports`,
    );
    await school.letters.add({ ...letter, id: `report-${report}-${id}` });
  }
}

function alertLetter(to: string, at: number, subject: string, sentences: readonly string[], link: string): Omit<Letter, 'id'> {
  const text = [...sentences, 'This message says neither what it is nor who it is.', '', `Look at it here: ${link}`, ''].join('\n');
  return { at, to, subject, text, urgent: true };
}
