// Video sites whose videos a rule can name: where an address says which video it is, and what playing one needs besides.
import type { ChannelsOfSite } from './video-channels.ts';
import { vimeoChannels } from './vimeo-channels.ts';
import { youtubeChannels, youtubePlayer } from './youtube-channels.ts';

/** Hosts mean what is below them too. Paths are in lower case, without a slash at the end. */
export interface VideoSite {
  readonly id: string;
  readonly hosts: readonly string[];
  /** What an id is; sites leave out what is written behind it. */
  readonly form: RegExp;
  /** Paths whose next segment is the video. */
  readonly after: readonly string[];
  /** Of `hosts`, those whose first segment is the video. */
  readonly short: readonly string[];
  /** Pages that name the video in `parameters`. */
  readonly pages: readonly string[];
  /** Parameters, in lower case, that name a video, or several between commas. */
  readonly parameters: readonly string[];
  /** Paths that films are asked for at, by ids in the body; the proxy judges these, too. */
  readonly players: readonly string[];
  /** The page of a video. */
  readonly pageOf: (id: string) => string;
  /** Whose a video can be; `null` where the site has nothing of the kind that a rule can name. */
  readonly channels: ChannelsOfSite | null;
  /** Parts of hosts that a permitted video is played from. They open no other video by themselves; see docs/policy.md. */
  readonly plays: (id: string) => readonly (readonly [host: string, path: string | null])[];
}

export const ruledVideoSites: readonly VideoSite[] = [
  {
    id: 'youtube',
    hosts: ['youtube.com', 'youtu.be', 'youtube-nocookie.com', 'youtubekids.com', 'youtube.googleapis.com', 'youtubei.googleapis.com'],
    form: /^[A-Za-z0-9_-]{11}/,
    after: ['/watch', '/shorts', '/embed', '/live', '/v', '/vi', '/e'],
    short: ['youtu.be'],
    pages: ['/watch', '/watch_popup'],
    parameters: ['v', 'vi', 'video_id', 'videoid', 'docid', 'playlist'],
    players: ['/youtubei/v1/player', '/youtubei/v1/get_watch', '/youtubei/v1/reel'],
    pageOf: (id) => `https://www.youtube.com/watch?v=${id}`,
    channels: youtubeChannels,
    plays: (id) => [...youtubePlayer, ['i.ytimg.com', `/vi/${id}`], ['i.ytimg.com', `/vi_webp/${id}`]],
  },
  {
    id: 'vimeo',
    hosts: ['vimeo.com'],
    form: /^\d{5,12}/,
    after: ['/video', '/channels/*', '/groups/*/videos', '/showcase/*/video', '/album/*/video', '/ondemand/*'],
    short: ['vimeo.com'],
    pages: [],
    parameters: ['clip_id'],
    players: [],
    pageOf: (id) => `https://vimeo.com/${id}`,
    channels: vimeoChannels,
    plays: () => [['vimeocdn.com', null]],
  },
];
