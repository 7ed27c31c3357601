// Entity tags and how they are compared (RFC 9110 §8.8.3).
import { listElements } from './header-fields.ts';

const withoutWeakness = (tag: string): string => tag.replace(/^W\//, '');

/** Weak comparison: for `If-None-Match`, and to recognise a stored response. */
export function sameTagWeakly(left: string, right: string): boolean {
  return withoutWeakness(left) === withoutWeakness(right);
}

/** Strong comparison: for ranges; two tags of which one is weak never agree. */
export function sameTagStrongly(left: string, right: string): boolean {
  return left === right && !left.startsWith('W/');
}

/** `If-None-Match` against the tag of a stored response, or `null` when it has none. */
export function anyTagMatches(condition: string, tag: string | null): boolean {
  if (condition.trim() === '*') return true;
  return tag !== null && listElements(condition).some((one) => sameTagWeakly(one, tag));
}
