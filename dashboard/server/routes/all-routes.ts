import type { Route } from '../http/route.ts';
import { accountRoutes } from './accounts.ts';
import { agreementRoutes } from './agreements.ts';
import { askRoutes } from './ask.ts';
import { auditRoutes } from './audit.ts';
import { deviceRoutes } from './devices.ts';
import { eventRoutes } from './events.ts';
import { evidenceRoutes } from './evidence.ts';
import { extensionPackageRoutes } from './extension-package.ts';
import { extensionRoutes } from './extension.ts';
import { guestRoutes } from './guests.ts';
import { healthRoutes } from './health.ts';
import { incidentRoutes } from './incidents.ts';
import { jobRoutes } from './jobs.ts';
import { messageRoutes } from './messages.ts';
import { meRoutes } from './me.ts';
import { overviewRoutes } from './overview.ts';
import { pageRoutes } from './pages.ts';
import { peopleRoutes } from './people.ts';
import { planRoutes } from './plans.ts';
import { policyRoutes } from './policy.ts';
import { proxyPacRoutes } from './proxy-pac.ts';
import { reportListRoutes } from './reports.ts';
import { reportRoutes } from './report.ts';
import { requestRoutes } from './requests.ts';
import { rosterRoutes } from './roster.ts';
import { sessionRoutes } from './session.ts';
import { timetableRoutes } from './timetable.ts';

/** Every address that the dashboard answers, besides the files of the web app. */
export const allRoutes: readonly Route[] = [
  ...sessionRoutes,
  ...meRoutes,
  ...overviewRoutes,
  ...eventRoutes,
  ...incidentRoutes,
  ...evidenceRoutes,
  ...requestRoutes,
  ...timetableRoutes,
  ...planRoutes,
  ...jobRoutes,
  ...messageRoutes,
  ...askRoutes,
  ...reportRoutes,
  ...reportListRoutes,
  ...deviceRoutes,
  ...guestRoutes,
  ...auditRoutes,
  ...policyRoutes,
  ...accountRoutes,
  ...agreementRoutes,
  ...rosterRoutes,
  ...extensionRoutes,
  ...peopleRoutes,
  ...proxyPacRoutes,
  ...extensionPackageRoutes,
  ...healthRoutes,
  ...pageRoutes,
];
