import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { starterPolicy } from '#policies/starter/starter-policy.ts';
import type { School, SchoolStore } from '#store/school-store.ts';
import type { LoadedLists } from '../lists.ts';
import { done, type Outcome } from '../outcome.ts';
import { firstSignIn } from './first-administrator.ts';

/** What an empty data folder begins with, and how people get into the school at every start. */
export interface Beginning {
  readonly school: School;
  readonly policy: PolicyDocument;
  /** Made-up devices must go on being heard while the school is served. */
  readonly demo: boolean;
  /** Gives lines to show once everything runs: who may sign in by which link. */
  readonly welcome: (school: SchoolStore, lists: LoadedLists, dashboardUrl: string) => Promise<Outcome<string[]>>;
}

/** A school that is to be filled by its own people. */
export const starterBeginning: Beginning = {
  school: { id: 'school', name: 'Schoolgate Starter School' },
  policy: starterPolicy,
  demo: false,
  async welcome(school, _lists, dashboardUrl) {
    const signIn = await firstSignIn(school, Date.now, dashboardUrl);
    return done(signIn ? [`Sign in once as ${signIn.email} with this link, and choose a passphrase:`, `  ${signIn.link}`] : []);
  },
};
