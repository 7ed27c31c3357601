// Whose a video of YouTube is: channels go by an id (`UC…`), which stays, and by a handle (`@name`), which its owner may change.
import type { ChannelsOfSite } from './video-channels.ts';

/** What YouTube's player is made of and plays from. */
export const youtubePlayer: readonly (readonly [host: string, path: string])[] = [
  ...['www.youtube.com', 'm.youtube.com', 'www.youtube-nocookie.com'].flatMap((host) =>
    ['/s/', '/iframe_api', '/yts/', '/youtubei/v1/player'].map((path) => [host, path] as const),
  ),
  ['googlevideo.com', '/videoplayback'],
  ['googlevideo.com', '/initplayback'],
];

const channelId = /^UC[A-Za-z0-9_-]{22}$/;

export const youtubeChannels: ChannelsOfSite = {
  inPath(path) {
    const [first = '', second = ''] = (path.split('?', 1)[0] ?? '').split('/').slice(1);
    if (first.startsWith('@')) return handleOf(first);
    return first.toLowerCase() === 'channel' && channelId.test(second) ? second : null;
  },
  // The page names the channel both ways, and even where the video may not be watched; the other is short and says one of them.
  asks: (id) => [
    `https://www.youtube.com/watch?v=${id}`,
    `https://www.youtube.com/oembed?format=json&url=${encodeURIComponent(`https://www.youtube.com/watch?v=${id}`)}`,
  ],
  inAnswer(id, answer) {
    const ids = objectsNamed(answer, 'videoDetails').flatMap((details) =>
      textOf(details, 'videoId') === id ? [textOf(details, 'channelId')] : [],
    );
    const addresses = [
      ...objectsNamed(answer, 'playerMicroformatRenderer')
        .filter((said) => ids.includes(textOf(said, 'externalChannelId')))
        .map((said) => textOf(said, 'ownerProfileUrl')),
      ...(answer.startsWith('{') ? [textOf(objectAt(answer, 0), 'author_url')] : []),
    ];
    const named = addresses.map((address) => youtubeChannels.inPath(/^https?:\/\/www\.youtube\.com(\/.*)$/.exec(address)?.[1] ?? ''));
    return [...new Set([...ids.filter((one) => channelId.test(one)), ...named.filter((one) => one !== null)])];
  },
  plays: [
    ...youtubePlayer,
    ['www.youtube.com', '/oembed'],
    ['i.ytimg.com', '/vi'],
    ['i.ytimg.com', '/vi_webp'],
    ['yt3.ggpht.com', null],
    ['yt3.googleusercontent.com', null],
  ],
};

/** Handles do not depend on letter case, and may hold letters of any script, which addresses write in percent. */
function handleOf(segment: string): string | null {
  try {
    const name = decodeURIComponent(segment).normalize('NFC').toLowerCase();
    return /^@[\p{L}\p{M}\p{N}._·-]{1,60}$/u.test(name) ? name : null;
  } catch {
    return null;
  }
}

/** Every object that a JSON text, or JSON in the scripts of a page, has under a name. */
function objectsNamed(text: string, name: string): object[] {
  const found: object[] = [];
  let looked = 0;
  for (const { index, 0: met } of text.matchAll(new RegExp(`"${name}"\\s*:\\s*(?=\\{)`, 'g'))) {
    const one = objectAt(text, index + met.length);
    if (one !== null) found.push(one);
    // Each look may read much of the text, so that looks are counted and not what is found.
    if ((looked += 1) === mostLooks) break;
  }
  return found;
}

const mostLooks = 16;
const longestObject = 65_536;

/** The JSON object that begins there; `null` where none does, or one that is longer than any of these. */
function objectAt(text: string, from: number): object | null {
  const end = endOfObject(text, from, Math.min(text.length, from + longestObject));
  if (end === null) return null;
  try {
    const read: unknown = JSON.parse(text.slice(from, end));
    return typeof read === 'object' ? read : null;
  } catch {
    return null;
  }
}

function endOfObject(text: string, from: number, to: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < to; at++) {
    const one = text[at];
    if (quoted) {
      if (one === '\\') at++;
      else if (one === '"') quoted = false;
    } else if (one === '"') quoted = true;
    else if (one === '{') depth++;
    else if (one === '}' && --depth === 0) return at + 1;
  }
  return null;
}

function textOf(of: object | null, name: string): string {
  const value: unknown = of === null ? undefined : Object.entries(of).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}
