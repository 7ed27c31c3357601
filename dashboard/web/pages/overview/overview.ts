import type * as z from 'zod';
import type { overviewSchema } from '#policies/contracts/dashboard-api.ts';

export type Overview = z.infer<typeof overviewSchema>;
