// The questions that are asked before the school is known. Everything else is asked of one school (`school-scope.ts`).
import type { School, SchoolStore, Store } from '../school-store.ts';
import { accountOfRow, sessionOfRow } from './account-row.ts';
import { accountStore } from './account-store.ts';
import { agreementStore } from './agreement-store.ts';
import { auditStore } from './audit-store.ts';
import { chainStore } from './chain-store.ts';
import type { SqlDatabase } from './database.ts';
import { deviceOfRow } from './device-row.ts';
import { deviceStore } from './device-store.ts';
import { eventOfRow } from './event-row.ts';
import { eventStore } from './event-store.ts';
import { incidentStore } from './incident-store.ts';
import { jobStore } from './job-store.ts';
import { letterStore } from './letter-store.ts';
import { peopleStore } from './people-store.ts';
import { planStore } from './plan-store.ts';
import { policyStore } from './policy-store.ts';
import { reportStore } from './report-store.ts';
import { requestStore } from './request-store.ts';
import type { RowGuard } from './row-guard.ts';
import type { EverySchoolTables } from './schema.ts';
import { scopeTo } from './school-scope.ts';
import { secretStore } from './secret-store.ts';
import { voucherStore } from './voucher-store.ts';

/** The store over an open, migrated database. */
export async function sqlStore(database: SqlDatabase, guard: RowGuard): Promise<Store> {
  const read = database.read.$extendTables<EverySchoolTables>();
  const write = database.write.$extendTables<EverySchoolTables>();
  const known = new Map<string, SchoolStore>();

  function know(school: School): void {
    if (known.get(school.id)?.school.name !== school.name) known.set(school.id, storeOfSchool(database, guard, school));
  }
  async function schools(): Promise<School[]> {
    const rows = await read.selectFrom('school').select(['id', 'name']).orderBy('name').orderBy('id').execute();
    rows.forEach(know);
    return rows;
  }
  /** Another process may have made the school since. */
  async function named(school: string | undefined): Promise<string | null> {
    if (school !== undefined && !known.has(school)) await schools();
    return school ?? null;
  }
  await schools();

  return {
    schools,
    async createSchool(school) {
      await write.insertInto('school').values({ id: school.id, name: school.name }).execute();
      know(school);
    },
    forSchool(id) {
      const store = known.get(id);
      if (!store) throw new Error('There is no such school.');
      return store;
    },
    async accountByEmail(email) {
      const row = await read.selectFrom('account').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst();
      await named(row?.school);
      return guard.one('account', row, (found) => accountOfRow(found.school, found));
    },
    async sessionAccount(sessionHash) {
      const session = await read.selectFrom('session').selectAll().where('id_hash', '=', sessionHash).executeTakeFirst();
      if (!session) return null;
      const row = await read
        .selectFrom('account')
        .selectAll()
        .where('school', '=', session.school)
        .where('id', '=', session.account)
        .executeTakeFirst();
      await named(session.school);
      const account = guard.one('account', row, (found) => accountOfRow(found.school, found));
      return account && { session: sessionOfRow(session), account };
    },
    async oneTimeLinkSchool(tokenHash) {
      const row = await read.selectFrom('one_time_link').select('school').where('token_hash', '=', tokenHash).executeTakeFirst();
      return named(row?.school);
    },
    async deviceSchool(deviceTokenHash) {
      const row = await read.selectFrom('device').select('school').where('token_hash', '=', deviceTokenHash).executeTakeFirst();
      return named(row?.school);
    },
    async proxyDevice(deviceId) {
      const row = await read.selectFrom('device').selectAll().where('id', '=', deviceId).executeTakeFirst();
      await named(row?.school);
      return guard.one('device', row, (found) => ({ school: found.school, device: deviceOfRow(found) }));
    },
    async eventByReference(reference) {
      const row = await read.selectFrom('access_event').selectAll().where('id', '=', reference).orderBy('seq').limit(1).executeTakeFirst();
      await named(row?.school);
      return guard.one('access_event', row, (found) => ({ school: found.school, event: eventOfRow(found) }));
    },
    async enrolmentSchool(enrolmentKeyHash) {
      const row = await read.selectFrom('secret').select('school').where('value_hash', '=', enrolmentKeyHash).executeTakeFirst();
      return named(row?.school);
    },
    close: () => database.close(),
  };
}

function storeOfSchool(database: SqlDatabase, guard: RowGuard, school: School): SchoolStore {
  const scope = scopeTo(database, school.id);
  return {
    school: { id: school.id, name: school.name },
    events: eventStore(scope, guard),
    policies: policyStore(scope),
    people: peopleStore(scope, guard),
    accounts: accountStore(scope, guard),
    devices: deviceStore(scope, guard),
    vouchers: voucherStore(scope),
    reports: reportStore(scope),
    agreements: agreementStore(scope, guard),
    requests: requestStore(scope, guard),
    incidents: incidentStore(scope, guard),
    audit: auditStore(scope),
    plans: planStore(scope, guard),
    chain: chainStore(scope),
    letters: letterStore(scope),
    jobs: jobStore(scope, guard),
    secrets: secretStore(scope),
  };
}
