import type { Incident } from '#policies/contracts/incident.ts';
import { can } from '#policies/permissions/permissions.ts';
import type { Account, SchoolStore } from '#store/school-store.ts';
import { nameWithRole } from '../accounts/role-words.ts';
import { eventViews } from '../events/event-view.ts';
import { incidentViews, namesInTrail } from '../incidents/incident-view.ts';
import { signingKey } from '../policy/bundle-key.ts';
import { makePack } from './make-pack.ts';
import { reportPdf, type ReportPart } from './report-pdf.ts';
import { signHead } from './signed-head.ts';

interface Asked {
  readonly account: Account;
  readonly reason: string;
  readonly at: number;
}

/**
 * An incident with its events and its trail as a signed pack. Who may unmask gets the records as they are kept; anybody
 * else sees people by pseudonym here as on every page.
 */
export async function incidentPack(school: SchoolStore, incident: Incident, { account, reason, at }: Asked): Promise<Uint8Array> {
  const events = (await Promise.all(incident.events.map((id) => school.events.byId(id)))).filter((event) => event !== null);
  const unmasked = can(account.role, 'unmask');
  const [masked] = await incidentViews(school, [incident]);
  const subject = unmasked && incident.subject !== null ? await school.people.byId(incident.subject) : null;
  const people = await namesInTrail(school, incident);
  const records = {
    incident: unmasked ? incident : masked,
    about: subject && { name: subject.name, login: subject.login, groups: subject.groups },
    events: unmasked ? events : await eventViews(school, events),
    people,
  };
  const about = subject?.name ?? masked?.pseudonym ?? 'Nobody in particular';
  const parts: ReportPart[] = [
    {
      title: 'About this pack',
      lines: [
        `School: ${school.school.name}`,
        `Made ${moment(at)} by ${nameWithRole(account)}`,
        `Reason: ${reason}`,
        'The exact records are in incident.json; how-to-verify.txt says how to check that nothing was changed.',
      ],
    },
    {
      title: 'Incident',
      lines: [
        `About: ${about}`,
        `State: ${incident.state}; severity: ${incident.severity}; category: ${incident.category ?? 'none'}; outcome: ${incident.outcome ?? 'none'}`,
        `Opened ${moment(incident.openedAt)} by ${people[incident.openedBy] ?? 'a colleague'}`,
      ],
    },
    {
      title: 'Events',
      lines: events.map(
        ({ id, at: seen, kind, category, target }) => `${moment(seen)}: ${kind}, ${category ?? 'no category'}, ${target.host} (${id})`,
      ),
    },
    {
      title: 'Trail',
      lines: incident.trail.map((entry) => `${moment(entry.at)}, ${people[entry.by] ?? 'a colleague'}, ${entry.kind}: ${entry.text}`),
    },
  ];
  return makePack(
    {
      school: school.school,
      incident: incident.id,
      madeAt: at,
      madeBy: nameWithRole(account),
      reason,
      chain: await signHead(school, at),
    },
    {
      'incident.json': new TextEncoder().encode(`${JSON.stringify(records, null, 2)}\n`),
      'report.pdf': await reportPdf(incident.title, parts, at),
    },
    await signingKey(school),
  );
}

const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
