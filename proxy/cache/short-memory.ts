// Things that are remembered for a short while by the wall clock, which may be set back.

/** Whether something that is remembered until a moment is still remembered; not if that is further off than it can be. */
export function isStill(until: number | undefined, now: number, longest: number): boolean {
  return until !== undefined && until > now && until - now <= longest;
}
