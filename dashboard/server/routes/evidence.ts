import { exportEvidenceSchema } from '#policies/contracts/evidence-pack.ts';
import { incidentPack } from '../evidence/incident-pack.ts';
import { notFound } from '../http/problem.ts';
import { idParams } from '../http/query.ts';
import { RawAnswer } from '../http/raw-answer.ts';
import { route } from '../http/route.ts';

const exportEvidence = route({
  method: 'POST',
  url: '/api/incidents/:id/evidence',
  permission: 'export-evidence',
  perMinute: 10,
  schema: { params: idParams, body: exportEvidenceSchema },
  async handler({ account, school, params, body, at }) {
    const incident = await school.incidents.byId(params.id);
    if (!incident) return notFound('incident');
    // First the record, so that no pack leaves without one, and the chain's end in the pack covers it.
    await school.audit.add({ at, by: account.id, did: 'exported-evidence', to: `incident:${incident.id}`, detail: body.reason });
    const pack = await incidentPack(school, incident, { account, reason: body.reason, at });
    return new RawAnswer('application/zip', Buffer.from(pack), {
      'content-disposition': 'attachment; filename="evidence.zip"',
      'cache-control': 'no-store',
    });
  },
});

export const evidenceRoutes = [exportEvidence];
