import type { Account, SchoolStore } from '#store/school-store.ts';

/** Who stands in where nobody before has an account. */
const inTurn = ['safeguarding-lead', 'head', 'administrator'] as const;

/** Whom alerts go to; nobody only where none of these roles is held. */
export async function whoIsTold(school: SchoolStore): Promise<Account[]> {
  const accounts = (await school.accounts.list()).filter(({ disabled }) => !disabled);
  for (const wanted of inTurn) {
    const held = accounts.filter(({ role }) => role === wanted);
    if (held.length > 0) return held;
  }
  return [];
}
