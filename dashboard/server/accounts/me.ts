import type { z } from 'zod';
import type { meSchema } from '#policies/contracts/dashboard-api.ts';
import { can, permissions } from '#policies/permissions/permissions.ts';
import type { Account, SchoolStore } from '#store/school-store.ts';

/** Who is signed in, with the words and the calendar of the school; a school without a policy yet has none. */
export async function me(school: SchoolStore, account: Account, now: number): Promise<z.infer<typeof meSchema>> {
  const policy = (await school.policies.current())?.policy;
  return {
    account: account.id,
    name: account.name,
    role: account.role,
    permissions: permissions.filter((permission) => can(account.role, permission)),
    school: {
      id: school.school.id,
      name: school.school.name,
      timeZone: policy?.timeZone ?? 'Europe/London',
      groups: policy?.groups ?? [],
      periods: policy?.periods ?? [],
    },
    now,
    needsPassword: account.passwordHash === null,
  };
}
