// Whose a video of Vimeo is: members go by the first segment of their page (`vimeo.com/name`, `vimeo.com/user123`).
import type { ChannelsOfSite } from './video-channels.ts';

/** First segments that are pages of Vimeo's own, and no member's. */
const notMembers =
  /^(?:\d+|album|channels|groups|ondemand|showcase|event|events|categories|watch|features|search|blog|upload|login|join|settings|manage|stock|api|video)$/;

export const vimeoChannels: ChannelsOfSite = {
  inPath(path) {
    const first = ((path.split('?', 1)[0] ?? '').split('/')[1] ?? '').toLowerCase();
    return /^[a-z0-9_-]{1,60}$/.test(first) && !notMembers.test(first) ? first : null;
  },
  asks: (id) => [`https://vimeo.com/api/oembed.json?url=${encodeURIComponent(`https://vimeo.com/${id}`)}`],
  inAnswer(_id, answer) {
    let said: unknown;
    try {
      said = JSON.parse(answer);
    } catch {
      return [];
    }
    const address = typeof said === 'object' && said !== null && 'author_url' in said ? said.author_url : null;
    const name = typeof address === 'string' ? vimeoChannels.inPath(/^https:\/\/vimeo\.com(\/.*)$/.exec(address)?.[1] ?? '') : null;
    return name === null ? [] : [name];
  },
  plays: [
    ['vimeocdn.com', null],
    ['vimeo.com', '/api/oembed.json'],
  ],
};
