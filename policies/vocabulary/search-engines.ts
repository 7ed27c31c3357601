// Search engines: where a search term stands in the address, and how each is told to search safely. Only what an address
// can say is here; an engine whose strict mode is chosen by DNS or by a cookie alone has no parameter.

export interface SearchEngine {
  readonly id: string;
  readonly at: SearchHosts;
  /** Paths of search pages, in lower case: these and what lies below them. `/` is only itself, and only with a term. */
  readonly paths: readonly string[];
  /** Query parameters that hold what was searched for. */
  readonly terms: readonly string[];
  /** The path itself may be what is searched for: `/one_phrase`. */
  readonly termInPath?: true;
  /** Query parameter that forces the strict mode, or `null` where no such parameter is known. */
  readonly safe: { readonly parameter: string; readonly value: string } | null;
}

/** These hosts with their subdomains; or one of these first labels before a name under any country's public suffix. */
export type SearchHosts = { readonly hosts: readonly string[] } | { readonly anyCountry: string; readonly labels: readonly string[] };

export const searchEngines: readonly SearchEngine[] = [
  {
    id: 'google',
    // Not mail.google.com and its like, whose search is nobody's web search.
    at: { anyCountry: 'google', labels: ['', 'www', 'images', 'video', 'encrypted', 'ipv4', 'ipv6', 'cse'] },
    paths: ['/search', '/images', '/webhp', '/custom', '/cse', '/'],
    terms: ['q', 'as_q', 'as_epq'],
    safe: { parameter: 'safe', value: 'active' },
  },
  {
    id: 'bing',
    at: { hosts: ['bing.com'] },
    paths: ['/search', '/images', '/videos', '/news', '/shop', '/copilotsearch'],
    terms: ['q'],
    safe: { parameter: 'adlt', value: 'strict' },
  },
  {
    id: 'duckduckgo',
    at: { hosts: ['duckduckgo.com', 'duck.com'] },
    paths: ['/html', '/lite', '/'],
    terms: ['q'],
    termInPath: true,
    safe: { parameter: 'kp', value: '1' },
  },
  {
    id: 'yahoo',
    at: { hosts: ['search.yahoo.com', 'search.yahoo.co.jp'] },
    paths: ['/search', '/image', '/images', '/video', '/mobile'],
    terms: ['p'],
    safe: { parameter: 'vm', value: 'r' },
  },
  // Its strict mode is reached by DNS (strict-safe-search.ecosia.org); no address asks for it.
  { id: 'ecosia', at: { hosts: ['ecosia.org'] }, paths: ['/search', '/images', '/videos', '/news'], terms: ['q'], safe: null },
  {
    id: 'brave',
    at: { hosts: ['search.brave.com'] },
    paths: ['/search', '/images', '/videos', '/news'],
    terms: ['q'],
    safe: { parameter: 'safesearch', value: 'strict' },
  },
  {
    id: 'startpage',
    at: { hosts: ['startpage.com'] },
    paths: ['/sp', '/do'],
    terms: ['query', 'q'],
    safe: { parameter: 'qadf', value: 'heavy' },
  },
  {
    id: 'mojeek',
    at: { hosts: ['mojeek.com', 'mojeek.co.uk'] },
    paths: ['/search'],
    terms: ['q'],
    safe: { parameter: 'safe', value: '1' },
  },
  // The results come from the API as the page loads; it is told too, and the page alone counts as the search.
  {
    id: 'qwant',
    at: { hosts: ['api.qwant.com'] },
    paths: ['/v3/search', '/v3/egp/search'],
    terms: [],
    safe: { parameter: 'safesearch', value: '2' },
  },
  { id: 'qwant', at: { hosts: ['qwant.com'] }, paths: ['/'], terms: ['q'], safe: { parameter: 's', value: '2' } },
  { id: 'youtube', at: { hosts: ['youtube.com'] }, paths: ['/results'], terms: ['search_query', 'q'], safe: null },
  {
    id: 'wikipedia',
    at: { hosts: ['wikipedia.org', 'wiktionary.org', 'wikimedia.org', 'wikibooks.org'] },
    paths: ['/w', '/wiki', '/'],
    terms: ['search'],
    safe: null,
  },
  // Reserved (RFC 2606 §2), so that everything can be tried without the internet.
  { id: 'test', at: { hosts: ['search.test'] }, paths: ['/search', '/'], terms: ['q'], safe: { parameter: 'safe', value: 'active' } },
];

/** Hosts whose videos YouTube limits when the request carries `YouTube-Restrict` (support.google.com/a/answer/6214622). */
export const restrictedVideoHosts: readonly string[] = [
  'www.youtube.com',
  'm.youtube.com',
  'youtubei.googleapis.com',
  'youtube.googleapis.com',
  'www.youtube-nocookie.com',
];
