// Browsers look for a page's icon at `/favicon.ico` where it names none. A site that has none there misses nothing, and nor does a lesson.
import type { VisitedRequest } from './visit.ts';

const usualPlace = /^https?:\/\/[^/]+\/favicon\.ico$/i;

export const isMissingIcon = ({ url, status, kind }: VisitedRequest): boolean =>
  kind === 'image' && status !== null && status >= 400 && usualPlace.test(url);
