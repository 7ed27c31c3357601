import type { Account, AuditEntry } from '#store/school-store.ts';
import type { Random } from './random.ts';
import type { SchoolDay } from './school-days.ts';

const minute = 60_000;

/** When a role signs in (from, to), and how likely on one day. */
const habits: Readonly<Partial<Record<Account['role'], { readonly from: string; readonly likely: number }>>> = {
  'safeguarding-lead': { from: '08:10', likely: 1 },
  committee: { from: '12:20', likely: 0.45 },
  technician: { from: '08:00', likely: 0.8 },
  head: { from: '16:30', likely: 0.25 },
  teacher: { from: '10:50', likely: 0.12 },
  governor: { from: '19:15', likely: 0.1 },
};

/** What the audit trail holds of ordinary days: people sign in, look, and leave. */
export function demoRoutine(accounts: readonly Account[], days: readonly SchoolDay[], random: Random): AuditEntry[] {
  return days.flatMap((day) =>
    accounts.flatMap(({ id, role }): AuditEntry[] => {
      const habit = habits[role];
      if (!habit || !random.chance(habit.likely)) return [];
      const at = day.at(habit.from) + random.whole(0, 25) * minute;
      const to = `account:${id}`;
      const looks: AuditEntry[] =
        role === 'safeguarding-lead' || role === 'committee'
          ? [
              { at: at + 2 * minute, by: id, did: 'viewed-events', to: null, detail: random.pick(['kind=flagged', 'kind=blocked', null]) },
              { at: at + 9 * minute, by: id, did: 'viewed-incidents', to: null, detail: null },
            ]
          : [];
      return [
        { at, by: id, did: 'signed-in', to, detail: 'by one-time link' },
        ...looks,
        { at: at + random.whole(12, 40) * minute, by: id, did: 'signed-out', to, detail: null },
      ];
    }),
  );
}
