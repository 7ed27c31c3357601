// What a page shows within itself, as against pages that people go to.
import type { AccessRequest } from '../model/access-request.ts';
import { isPublicSuffix, suffixesOf } from './host-suffixes.ts';

/** Whether a page at one of these hosts, or below one, asks for something to show within itself. What nobody says a page asks for is not. */
export function isEmbedded(
  { destination, initiator }: Pick<AccessRequest, 'destination' | 'initiator'>,
  embedders: ReadonlySet<string>,
): boolean {
  if (destination === 'document' || initiator === null) return false;
  const host = URL.parse(initiator)?.hostname ?? '';
  return suffixesOf(host).some((suffix, distance) => embedders.has(suffix) && (distance === 0 || !isPublicSuffix(suffix)));
}
