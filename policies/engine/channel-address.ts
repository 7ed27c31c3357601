// Whose a video is. No address of a video says it, so whoever enforces asks the site (`video-owners.ts` of the proxy and of
// the extension) and puts the answer into the question to the judge.
import type { Target } from '../model/target.ts';
import { ruledVideoSites } from '../vocabulary/videos.ts';
import { canonicalPath, lenientPath } from './path-prefix.ts';
import { parseTarget } from './target.ts';
import { partsOfVideo, videoOf, videoSiteAt, videosNamed } from './video-address.ts';

/** More videos in one address are not looked up: nobody can say whose they all are. */
const mostVideos = 8;

/**
 * The one spelling (`youtube:@name`, `youtube:UC…`, `vimeo:name`) of a channel that somebody named by its address, with or without a
 * scheme, or in that spelling; `null` when the text names none.
 */
export function readChannel(text: string): string | null {
  const named = /^([a-z]+):([^/]+)$/.exec(text);
  const site = named === null ? undefined : ruledVideoSites.find(({ id }) => id === named[1]);
  if (site !== undefined) {
    const name = named?.[2] ?? '';
    const read = site.channels?.inPath(`/${name}`) ?? site.channels?.inPath(`/channel/${name}`) ?? null;
    return read === null ? null : `${site.id}:${read}`;
  }
  const target = parseTarget(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  const [first, ...others] = target === null ? [] : pagesOfChannels(target);
  return first === undefined || others.length > 0 ? null : first;
}

/** What is asked to learn whose a video (`youtube:…`) is, in this order until one answers. */
export function asksForOwner(video: string): readonly string[] {
  const parts = partsOfVideo(video);
  return parts?.site.channels?.asks(parts.id) ?? [];
}

/** The channel's names in an answer to such a question; none where it does not say. */
export function ownerIn(video: string, answer: string): string[] {
  const parts = partsOfVideo(video);
  return (parts?.site.channels?.inAnswer(parts.id, answer) ?? []).map((name) => `${parts?.site.id}:${name}`);
}

/** Videos that an address names, whose owners a rule for channels asks for; `null` when they are too many to ask. */
export function videosOfSomebody(target: Target): readonly string[] | null {
  if (target.path === null || (videoSiteAt(target.host)?.channels ?? null) === null) return [];
  const videos = videosNamed(target);
  return videos.length > mostVideos ? null : videos;
}

/**
 * Whether a rule for a channel applies. `owners`: the names of the channel of each video that the target names, none where they could
 * not be learnt. A stop applies to that too, because it could be the channel; a permission only to the channel's own page and
 * to the page or player of exactly one video that is surely the channel's.
 */
export function isOfChannel(target: Target, channel: string, stops: boolean, owners: readonly (readonly string[])[]): boolean {
  const pages = pagesOfChannels(target);
  if (stops)
    return pages.includes(channel) || owners.some((names) => names.includes(channel) || !names.some((name) => isLike(name, channel)));
  if (pages.length === 1 && pages[0] === channel) return true;
  return videoOf(target) !== null && owners.length === 1 && owners[0]?.includes(channel) === true;
}

/** Both are handles, or both are not: only such names can tell two channels apart. */
const isLike = (a: string, b: string): boolean => a.includes(':@') === b.includes(':@');

/** As paths of rules are read: in both readings of the path, which for nearly every address are one. */
function pagesOfChannels({ host, path }: Target): string[] {
  const site = path === null ? null : videoSiteAt(host);
  const channels = site?.channels ?? null;
  if (site === null || channels === null || path === null) return [];
  const exact = canonicalPath(path);
  const names = [...new Set([exact, lenientPath(exact)])].map((read) => channels.inPath(read));
  return [...new Set(names.map((name) => (name === null ? '' : `${site.id}:${name}`)))].filter(
    (name, _, all) => name !== '' || all.length > 1,
  );
}
