// Ranges of addresses, regular expressions and single videos as Chrome can hold them, or named as what it cannot.
import { expressionPattern, rangePattern } from './address-pattern.ts';
import { partsOfVideo } from '../engine/video-address.ts';
import { ruledVideoSites } from '../vocabulary/videos.ts';
import { addHost, type Reach } from './reach.ts';

const refusedByChrome = 'Chrome does not take the regular expression: compiled, it is larger than 2 KB.';

export function rangeOf(reach: Reach, of: string, range: string, isRefused: (pattern: string) => boolean): void {
  const pattern = rangePattern(range);
  if (pattern !== null && !isRefused(pattern)) return void reach.patterns.push(pattern);
  const why = pattern === null ? 'Chrome has no rule for a range of IPv6 addresses.' : refusedByChrome;
  reach.unnamed.push({ kind: 'range', what: `${of}: ${range}`, why, names: 1, within: 'addresses' });
}

export function expressionOf(reach: Reach, of: string, expression: string, isRefused: (pattern: string) => boolean): void {
  const pattern = expressionPattern(expression);
  const what = `${of}: ${expression}`;
  if (pattern !== null && !isRefused(pattern)) {
    const why = 'Chrome reads the whole address as it is written, with port, user name and fragment, and long ones to their end.';
    reach.patterns.push(pattern);
    reach.edges.push({ kind: 'expression-edges', what, why, names: 1 });
    return;
  }
  const why = pattern === null ? 'Over a whole address the expression would mean something else.' : refusedByChrome;
  reach.unnamed.push({ kind: 'expression', what, why, names: 1, within: 'anywhere' });
}

/** The addresses that a video usually has. Ids differ in letter case alone, so that it counts. */
export function videoOf(reach: Reach, of: string, video: string, stops: boolean): void {
  const parts = partsOfVideo(video);
  if (parts === null) return;
  const { site, id } = parts;
  const paths = [
    ...site.pages.slice(0, 1).map((page) => `${page}?${site.parameters[0]}=${id}`),
    ...site.after.map((known) => `${known}/${id}`),
  ];
  for (const host of site.hosts) {
    for (const path of site.short.includes(host) ? [`/${id}`, ...paths] : paths)
      if (!path.includes('*')) addHost(reach, host, path, false, false);
    const why = 'An address that names the video and another one is let through.';
    if (!stops) reach.edges.push({ kind: 'permitted-path', what: `${host}/ (${video})`, why, names: 1 });
  }
  const why = 'Chrome knows the usual addresses of the video only.';
  reach.edges.push({ kind: 'expression', what: `${of}: ${video}`, why, names: 1 });
}

/** The page of a channel. Chrome does not know whose a video is: where a channel is permitted, every video of the site is left to the judge. */
export function channelOf(reach: Reach, of: string, channel: string, stops: boolean): void {
  const [name, ...rest] = channel.split(':');
  const site = ruledVideoSites.find(({ id }) => id === name);
  if (site === undefined) return;
  const own = rest.join(':');
  const pages = [own.startsWith('@') || site.id !== 'youtube' ? `/${own}` : `/channel/${own}`];
  const videos = stops ? [] : [...site.pages, ...site.after.filter((known) => !known.includes('*'))];
  for (const host of site.hosts) {
    if (!stops && site.short.includes(host)) addHost(reach, host, null, false, false);
    else for (const path of [...pages, ...videos]) addHost(reach, host, path, false, stops);
  }
  const why = 'Chrome does not know whose a video is.';
  reach.edges.push({ kind: stops ? 'stopped-path' : 'permitted-path', what: `${of}: ${channel}`, why, names: 1 });
}
