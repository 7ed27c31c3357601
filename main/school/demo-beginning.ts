import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import { demoPolicy } from '../demo/demo-policy.ts';
import { seedDemo } from '../demo/demo-school.ts';
import { loadLists } from '../lists.ts';
import { done, failed } from '../outcome.ts';
import type { Beginning } from './beginning.ts';

const demoSchool = { id: 'demo', name: 'Schoolgate Demo School' };

/** A school to look at: made-up people and a fortnight of what they did, with a way in for each role at every start. */
export const demoBeginning: Beginning = {
  school: demoSchool,
  policy: demoPolicy(starterPolicy),
  demo: true,
  async welcome(school, lists, dashboardUrl) {
    if (school.school.id !== demoSchool.id) {
      return failed(
        `This data folder holds ${school.school.name}, which the demo would mix with made-up pupils: choose another folder with --data.`,
      );
    }
    const { phraseLists } = await loadLists([]);
    const accounts = await seedDemo({ school, lists, phraseLists, now: Date.now() });
    const ways = await Promise.all(
      accounts.map(async (account) => {
        const link = await createOneTimeLink(school, account, Date.now, dashboardUrl);
        return `  ${account.role.replaceAll('-', ' ').padEnd(17)}  ${account.name.padEnd(18)}  ${link}`;
      }),
    );
    return done(['Sign in as anybody; each link works once, and the next start gives new ones:', ...ways]);
  },
};
