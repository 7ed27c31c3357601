import { z } from 'zod';
import { auditPageSchema } from '#policies/contracts/dashboard-api.ts';
import { auditViews } from '../audit/audit-view.ts';
import { optionalText, pageSize } from '../http/query.ts';
import { route } from '../http/route.ts';

const listAudit = route({
  method: 'GET',
  url: '/api/audit',
  permission: 'see-audit',
  schema: { query: z.object({ cursor: optionalText, limit: pageSize }), answer: auditPageSchema },
  async handler({ school, actor, query }) {
    const page = await school.audit.list({ limit: query.limit, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) });
    return { entries: await auditViews(school, page.entries, actor.role), next: page.next };
  },
});

export const auditRoutes = [listAudit];
