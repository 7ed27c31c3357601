import type { LessonRef, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { formatTarget } from '#policies/engine/target.ts';
import type { Target } from '#policies/model/target.ts';
import { permittedPath } from '#policies/workflows/decide.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { InTurn } from '../in-turn.ts';

export interface Wish {
  readonly id: string;
  readonly askedBy: WhitelistRequest['askedBy'];
  readonly reference: string | null;
  readonly target: Target;
  readonly wholeSite: boolean;
  readonly lesson: LessonRef | null;
  readonly reason: string;
  /** It is refused at once, and nobody is asked. */
  readonly mandatory: boolean;
  readonly at: number;
}

/** Puts a wish into the queue of those who decide, with its audit entry. A wish of the same id that is there already stays as it is. */
export function placeRequest(inTurn: InTurn, school: SchoolStore, wish: Wish): Promise<WhitelistRequest> {
  return inTurn(`request:${school.school.id}:${wish.id}`, async () => {
    const placed = await school.requests.byId(wish.id);
    if (placed) return placed;
    const { id, at, askedBy, reference, target, wholeSite, lesson, reason, mandatory } = wish;
    const state = mandatory ? 'refused-mandatory' : 'waiting';
    const path = wholeSite ? null : permittedPath(target);
    const request: WhitelistRequest = {
      id,
      at,
      askedBy,
      reference,
      url: formatTarget(target).slice(0, 4096),
      host: target.host,
      path,
      lesson,
      reason,
      state,
      decision: null,
    };
    await school.requests.save(request);
    const by = askedBy.kind === 'account' ? askedBy.id : `subject:${askedBy.id}`;
    await school.audit.add({ at, by, did: 'asked-for-site', to: `request:${id}`, detail: target.host });
    if (mandatory) await school.audit.add({ at, by: 'system', did: 'refused-mandatory', to: `request:${id}`, detail: target.host });
    return request;
  });
}
