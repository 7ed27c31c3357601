// What a video site's player asks for: pages change videos without loading anew, and the video then stands in a body.
import type { Target } from '../model/target.ts';
import type { VideoSite } from '../vocabulary/videos.ts';
import { canonicalPath, lenientPath } from './path-prefix.ts';
import { isBelow } from './search-path.ts';
import { parseTarget } from './target.ts';
import { videoSiteAt } from './video-address.ts';

/** A longer question is not read: a player's is a few kilobytes. */
export const longestQuestion = 262_144;
const deepest = 16;

/** Whether a body that is sent there says which video is wanted. */
export function asksForVideo(target: Target): boolean {
  return siteOfPlayer(target) !== null;
}

/** The pages of every video that the body asks for; `null` when it cannot be read or names none. */
export function videosAskedFor(target: Target, body: Uint8Array): Target[] | null {
  const site = siteOfPlayer(target);
  const found = new Set<string>();
  try {
    gather(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)), found, 0);
  } catch {
    return null;
  }
  const pages = [...found].flatMap((id) => (site?.form.test(id) === true ? (parseTarget(site.pageOf(id)) ?? []) : []));
  return pages.length === 0 || pages.length < found.size ? null : pages;
}

function siteOfPlayer({ host, path }: Target): VideoSite | null {
  const site = path === null ? null : videoSiteAt(host);
  if (site === null || path === null) return null;
  const read = (lenientPath(canonicalPath(path)).split('?', 1)[0] ?? '').toLowerCase();
  return site.players.some((known) => isBelow(read, known)) ? site : null;
}

/** Throws a RangeError on what nests deeper than any player's question. */
function gather(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > deepest) throw new RangeError('The question nests too deeply.');
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'videoId' && typeof inner === 'string') found.add(inner);
    else gather(inner, found, depth + 1);
  }
}
