import { readinessSchema, whitelistRequestSchema } from '#policies/contracts/whitelist-request.ts';
import type { Readiness, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import type { ReadinessRow, RequestRow } from './schema.ts';

export function rowOfRequest(request: WhitelistRequest): RequestRow {
  const { askedBy, lesson, decision, ...same } = whitelistRequestSchema.parse(request);
  return {
    ...same,
    asked_by_kind: askedBy.kind,
    asked_by: askedBy.id,
    lesson: lesson && JSON.stringify(lesson),
    decision: decision && JSON.stringify(decision),
  };
}

/** Throws when the row is not a request. */
export function requestOfRow({ asked_by_kind, asked_by, lesson, decision, ...same }: RequestRow): WhitelistRequest {
  return whitelistRequestSchema.parse({
    ...same,
    askedBy: { kind: asked_by_kind, id: asked_by },
    lesson: lesson === null ? null : JSON.parse(lesson),
    decision: decision === null ? null : JSON.parse(decision),
  });
}

export function rowOfReadiness({ missing, ...same }: Readiness): Omit<ReadinessRow, 'request'> {
  return { ...same, missing: JSON.stringify(missing) };
}

/** Throws when the row is not a readiness. */
export function readinessOfRow({ missing, ...same }: ReadinessRow): Readiness {
  return readinessSchema.parse({ ...same, missing: JSON.parse(missing) });
}
