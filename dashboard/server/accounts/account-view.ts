import type { z } from 'zod';
import type { accountViewSchema } from '#policies/contracts/dashboard-api.ts';
import type { Account } from '#store/school-store.ts';

export function accountView({ id, name, email, role, passwordHash, disabled }: Account): z.infer<typeof accountViewSchema> {
  return { id, name, email, role, signedUp: passwordHash !== null, disabled };
}
