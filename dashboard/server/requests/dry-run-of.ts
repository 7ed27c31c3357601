import type { DryRun, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { parseTarget } from '#policies/engine/target.ts';
import { unknownGroup } from '#policies/model/group.ts';
import { dryRun } from '#policies/workflows/dry-run.ts';
import { lessonWindow } from '#policies/workflows/lesson-window.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { OpenedBundle } from '../policy/bundle-shelf.ts';

const week = 7 * 24 * 60 * 60 * 1000;

/** What a request would open as things are now; null when its lesson is no longer in the timetable. */
export async function dryRunOf(school: SchoolStore, opened: OpenedBundle, request: WhitelistRequest, at: number): Promise<DryRun | null> {
  const target = parseTarget(request.url);
  const bounds = await boundsOf(school, opened, request, at);
  return target && bounds && dryRun({ ...opened, target, wholeSite: request.path === null, ...bounds, at });
}

async function boundsOf(
  school: SchoolStore,
  { bundle }: OpenedBundle,
  request: WhitelistRequest,
  at: number,
): Promise<{ audience: string; from: number | null; until: number } | null> {
  const { decision, lesson, reference } = request;
  if (decision?.until) return { audience: decision.audience, from: decision.from, until: decision.until };
  if (lesson) {
    const window = lessonWindow(bundle.policy, lesson);
    return window && { audience: lesson.group, ...window };
  }
  // Nobody has said yet for whom and for how long: as for those whom the block page was shown to, for a week.
  const event = reference === null ? null : await school.events.byId(reference);
  return { audience: event?.groups[0] ?? unknownGroup, from: null, until: at + week };
}
