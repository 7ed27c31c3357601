// What every store must do, whatever database is under it. `sqlite.test.ts` runs it; a second database runs the same.
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '#store/school-store.ts';
import { accountContract } from './contract/accounts.ts';
import type { ContractCast } from './contract/cast.ts';
import { agreementContract } from './contract/agreements.ts';
import { jobContract } from './contract/jobs.ts';
import { letterContract } from './contract/letters.ts';
import { planContract } from './contract/plans.ts';
import { caseworkContract } from './contract/casework.ts';
import { eventContract } from './contract/events.ts';
import { isolationContract } from './contract/isolation.ts';
import { peopleContract } from './contract/people.ts';
import { policyContract } from './contract/policies.ts';
import { voucherContract } from './contract/vouchers.ts';

/** `open` is called twice and must open the same data both times. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    const opened: Store[] = [];
    let schools = 0;
    const at = (index: number): Store => {
      const store = opened[index];
      if (!store) throw new Error('The store is not open yet.');
      return store;
    };
    const cast: ContractCast = {
      store: () => at(0),
      other: () => at(1),
      async newSchool() {
        schools += 1;
        const id = `school-${schools}`;
        await at(0).createSchool({ id, name: `School ${schools}` });
        await at(1).schools();
        return at(0).forSchool(id);
      },
    };
    beforeAll(async () => {
      opened.push(await open(), await open());
    });
    afterAll(async () => {
      for (const store of opened) await store.close();
    });

    describe('events', () => eventContract(cast));
    describe('policies', () => policyContract(cast));
    describe('people and devices', () => peopleContract(cast));
    describe('vouchers', () => voucherContract(cast));
    describe('vouchers', () => agreementContract(cast));
    describe('jobs', () => jobContract(cast));
    describe('plans of lessons', () => planContract(cast));
    describe('letters', () => letterContract(cast));
    describe('accounts', () => accountContract(cast));
    describe('casework', () => caseworkContract(cast));
    describe('schools', () => isolationContract(cast));
  });
}
