// Which video an address is of, however it is written: `watch?v=`, `youtu.be/`, `/shorts/`, `/embed/` and the like.
import type { Target } from '../model/target.ts';
import { parametersNamed } from '../text/query.ts';
import { ruledVideoSites, type VideoSite } from '../vocabulary/videos.ts';
import { canonicalPath, lenientPath } from './path-prefix.ts';
import { segmentAfter } from './search-path.ts';
import { parseTarget } from './target.ts';

/** What an address says of videos. `page`: it is the page or the player of a video, and not something else that names one. */
interface VideoReading {
  readonly site: VideoSite;
  readonly ids: ReadonlySet<string>;
  readonly page: boolean;
}

/**
 * The one spelling (`youtube:dQw4w9WgXcQ`) of a video that somebody named by its address, with or without a scheme, or in
 * that spelling; `null` when the text names no video or several.
 */
export function readVideo(text: string): string | null {
  const named = /^([a-z]+):([^/]+)$/.exec(text);
  const site = named === null ? undefined : ruledVideoSites.find(({ id }) => id === named[1]);
  if (site !== undefined) return site.form.exec(named?.[2] ?? '')?.[0] === named?.[2] ? text : null;
  const target = parseTarget(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  return target === null ? null : videoOf(target);
}

/** The video whose page or player a target is; `null` for every other. */
export function videoOf(target: Target): string | null {
  const reading = readingOf(target);
  const [id, ...others] = reading?.ids ?? [];
  return reading?.page !== true || id === undefined || others.length > 0 ? null : `${reading.site.id}:${id}`;
}

/** Every video that an address names. */
export function videosNamed(target: Target): string[] {
  const reading = readingOf(target);
  return reading === null ? [] : [...reading.ids].map((id) => `${reading.site.id}:${id}`);
}

/** Whether a rule for a video applies: a stop to whatever names it, a permission only to its own page and player. */
export function isOfVideo(target: Target, video: string, stops: boolean): boolean {
  if (!stops) return videoOf(target) === video;
  return videosNamed(target).includes(video);
}

/** The site of a video in its one spelling, and the video's id there. */
export function partsOfVideo(video: string): { readonly site: VideoSite; readonly id: string } | null {
  const [name, id = ''] = video.split(':');
  const site = ruledVideoSites.find((one) => one.id === name);
  return site === undefined ? null : { site, id };
}

/** The video site that a host belongs to. */
export function videoSiteAt(host: string): VideoSite | null {
  return ruledVideoSites.find(({ hosts }) => hosts.some((one) => isWithin(host, one))) ?? null;
}

function readingOf({ host, path }: Target): VideoReading | null {
  const site = path === null ? null : videoSiteAt(host);
  if (site === null || path === null) return null;
  const exact = canonicalPath(path);
  // As paths of rules are: a stop applies if it fits either reading, a permission only if it fits both.
  const named = [...new Set([exact, lenientPath(exact)])].map((read) => namedIn(read, site, host));
  const ids = new Set(named.flat().flatMap((name) => site.form.exec(name)?.[0] ?? []));
  const page = named.every((names) => names.length > 0) && named.flat().every((name) => ids.has(name)) && isPage(exact, site, host);
  return { site, ids, page };
}

/** What a path names where a video would stand. */
function namedIn(path: string, site: VideoSite, host: string): string[] {
  const query = path.indexOf('?');
  const given = query === -1 ? [] : parametersNamed(path.slice(query + 1), site.parameters).flatMap(([, value]) => value.split(','));
  const segment = segmentIn(path, site, host);
  return [...(segment === null ? [] : [segment]), ...given.map((name) => name.trim())];
}

function segmentIn(path: string, site: VideoSite, host: string): string | null {
  const pathname = path.split('?', 1)[0] ?? path;
  const after = site.after.map((known) => segmentAfter(pathname, known)).find((segment) => segment !== null);
  const first = site.short.some((one) => isWithin(host, one)) ? /^\/([^/]+)/.exec(pathname)?.[1] : undefined;
  const found = after ?? first;
  return found !== undefined && site.form.test(found) ? found : null;
}

function isPage(path: string, site: VideoSite, host: string): boolean {
  const pathname = (path.split('?', 1)[0] ?? path).replace(/(?<=.)\/+$/, '').toLowerCase();
  return site.pages.includes(pathname) || segmentIn(path, site, host) !== null;
}

const isWithin = (host: string, parent: string): boolean => host === parent || host.endsWith(`.${parent}`);
