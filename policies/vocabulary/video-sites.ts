// Video and music sites: where their searches stand in the address.
import type { SearchEngine } from './search-engines.ts';

export const videoSites: readonly SearchEngine[] = [
  {
    id: 'youtube',
    at: { hosts: ['youtube.com'] },
    paths: ['/results', '/search', '/kids_home/search'],
    terms: ['search_query', 'q'],
    termAfter: ['/hashtag'],
  },
  { id: 'youtube-kids', at: { hosts: ['youtubekids.com'] }, paths: ['/search'], terms: ['q'] },
  { id: 'vimeo', at: { hosts: ['vimeo.com'] }, paths: ['/search'], terms: ['q'], termAfter: ['/tag'] },
  {
    id: 'tiktok',
    at: { hosts: ['tiktok.com'] },
    paths: ['/search'],
    terms: ['q'],
    termAfter: ['/tag', '/discover'],
  },
  { id: 'dailymotion', at: { hosts: ['dailymotion.com'] }, paths: ['/search'], terms: ['q'], termAfter: ['/search', '/*/search'] },
  { id: 'twitch', at: { hosts: ['twitch.tv'] }, paths: ['/search'], terms: ['term'] },
  { id: 'rumble', at: { hosts: ['rumble.com'] }, paths: ['/search'], terms: ['q'] },
  { id: 'odysee', at: { hosts: ['odysee.com'] }, paths: ['/$/search'], terms: ['q'] },
  { id: 'bitchute', at: { hosts: ['bitchute.com'] }, paths: ['/search'], terms: ['query', 'q'] },
  { id: 'kick', at: { hosts: ['kick.com'] }, paths: ['/search'], terms: ['query', 'q'] },
  { id: 'bilibili', at: { hosts: ['search.bilibili.com'] }, paths: ['/all', '/video', '/'], terms: ['keyword'] },
  { id: 'netflix', at: { hosts: ['netflix.com'] }, paths: ['/search'], terms: ['q'] },
  { id: 'iplayer', at: { hosts: ['bbc.co.uk', 'bbc.com'] }, paths: ['/search', '/iplayer/search'], terms: ['q'] },
  { id: 'spotify', at: { hosts: ['open.spotify.com'] }, paths: [], terms: [], termAfter: ['/search', '/*/search'] },
  { id: 'soundcloud', at: { hosts: ['soundcloud.com'] }, paths: ['/search'], terms: ['q'], termAfter: ['/tags'] },
  { id: 'genius', at: { hosts: ['genius.com'] }, paths: ['/search'], terms: ['q'] },
];
