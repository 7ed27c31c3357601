import { z } from 'zod';
import { overviewSchema } from '#policies/contracts/dashboard-api.ts';
import { deviceState } from '../devices/device-state.ts';
import { route } from '../http/route.ts';

const day = 24 * 60 * 60 * 1000;
/** More waiting requests or open incidents than this are counted as this many. */
const counted = 500;

const overview = route({
  method: 'GET',
  url: '/api/overview',
  permission: 'see-overview',
  schema: { query: z.object({ days: z.coerce.number().int().min(1).max(92).default(14) }), answer: overviewSchema },
  async handler({ services, school, query, at }) {
    const from = Math.floor(at / day) * day - (query.days - 1) * day;
    const until = at + 1;
    const [series, waiting, plans, incidents, devices, accounts, failed] = await Promise.all([
      school.events.counts(from, until),
      school.requests.list({ states: ['waiting'], limit: counted }),
      school.plans.list({ waiting: true, limit: counted }),
      school.incidents.list(counted),
      school.devices.list(),
      school.accounts.list(),
      school.letters.list({ states: ['failed'], limit: counted }),
    ]);
    const states = devices.map((device) => deviceState(device, { latest: null, listensSince: services.listensSince }, at));
    return {
      from,
      until,
      series,
      waitingRequests: waiting.length,
      waitingPlans: plans.length,
      passedOnPlans: plans.filter(({ plan }) => plan.links.some(({ answers }) => answers.at(-1)?.did === 'escalated')).length,
      openIncidents: incidents.filter((incident) => incident.state === 'open').length,
      silentDevices: states.filter((state) => state === 'silent').length,
      unguardedDevices: states.filter((state) => state === 'unguarded').length,
      devices: devices.length,
      messages: {
        mailServer: services.mail !== null,
        leads: accounts.filter(({ role, disabled }) => role === 'safeguarding-lead' && !disabled).length,
        failed: failed.length,
      },
    };
  },
});

export const overviewRoutes = [overview];
