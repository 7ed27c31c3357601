import { timetableSchema } from '#policies/contracts/dashboard-api.ts';
import { noPolicyYet } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { classesOfAccount, timetable } from '../requests/timetable.ts';

const showTimetable = route({
  method: 'GET',
  url: '/api/timetable',
  permission: ['ask-for-site', 'decide-requests'],
  schema: { answer: timetableSchema },
  async handler({ school, actor, account, at }) {
    const current = await school.policies.current();
    if (!current) return noPolicyYet;
    const person = account.person === null ? null : await school.people.byId(account.person);
    return timetable(current.policy, classesOfAccount(current.policy, actor.role, person), at);
  },
});

export const timetableRoutes = [showTimetable];
