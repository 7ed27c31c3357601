// Search engines: where a search term stands in the address, and how each is told to search safely. Only what an address
// can say is here; an engine whose strict mode is chosen by DNS or by a cookie alone has no parameter.

/** A site's search pages. Also made for video sites, shops, social media and chats, whose data stand beside this file. */
export interface SearchEngine {
  readonly id: string;
  readonly at: SearchHosts;
  /** Paths of search pages, in lower case: these and what lies below them; a segment `*` is any. `/` is only itself, and only with a term. */
  readonly paths: readonly string[];
  /** Query parameters that hold what was searched for, in lower case. */
  readonly terms: readonly string[];
  /** Paths (as above) whose next segment is what is searched for: `/tag` for `/tag/one-phrase`. */
  readonly termAfter?: readonly string[];
  /** The path itself may be what is searched for: `/one_phrase`. */
  readonly termInPath?: true;
  /** Query parameter that forces the strict mode; left out where no such parameter is known. */
  readonly safe?: { readonly parameter: string; readonly value: string };
}

/** These hosts with their subdomains; or one of these first labels before a name under any country's public suffix. */
export type SearchHosts = { readonly hosts: readonly string[] } | { readonly anyCountry: string; readonly labels: readonly string[] };

/** One that is told apart by its hosts, its paths and its parameters alone. */
const plain = (id: string, hosts: string, paths: string, terms: string): SearchEngine => ({
  id,
  at: { hosts: hosts.split(' ') },
  paths: paths.split(' '),
  terms: terms.split(' '),
});

export const searchEngines: readonly SearchEngine[] = [
  {
    id: 'google',
    // Not mail.google.com and its like, whose search is nobody's web search.
    at: { anyCountry: 'google', labels: ['', 'www', 'images', 'video', 'encrypted', 'ipv4', 'ipv6', 'cse'] },
    paths: ['/search', '/images', '/webhp', '/custom', '/cse', '/m/search', '/'],
    terms: ['q', 'as_q', 'as_epq', 'as_oq'],
    safe: { parameter: 'safe', value: 'active' },
  },
  {
    id: 'google',
    at: { anyCountry: 'google', labels: ['scholar', 'news', 'books', 'play', 'trends', 'lens', 'podcasts'] },
    paths: ['/scholar', '/search', '/books', '/store/search', '/trends/explore'],
    terms: ['q', 'as_q', 'as_epq'],
  },
  {
    id: 'bing',
    at: { hosts: ['bing.com'] },
    paths: ['/search', '/images', '/videos', '/news', '/shop', '/copilotsearch', '/chat'],
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
    paths: ['/search', '/image', '/images', '/video', '/mobile', '/news'],
    terms: ['p'],
    safe: { parameter: 'vm', value: 'r' },
  },
  // Its strict mode is reached by DNS (strict-safe-search.ecosia.org); no address asks for it.
  plain('ecosia', 'ecosia.org', '/search /images /videos /news /ai-search /chat', 'q'),
  {
    id: 'brave',
    at: { hosts: ['search.brave.com'] },
    paths: ['/search', '/images', '/videos', '/news', '/goggles', '/ask'],
    terms: ['q'],
    safe: { parameter: 'safesearch', value: 'strict' },
  },
  {
    id: 'startpage',
    at: { hosts: ['startpage.com'] },
    paths: ['/sp', '/do', '/search'],
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
  // Searches of these are for children, or always strict.
  plain('qwant-junior', 'qwantjunior.com', '/', 'q'),
  plain('kiddle', 'kiddle.co', '/s.php /', 'q'),
  plain('kidrex', 'kidrex.org alarms.org', '/results', 'q'),
  plain('swisscows', 'swisscows.com swisscows.ch', '/*/web /*/images /*/video /*/news /web /', 'query q'),
  // Their strict modes are a cookie or a setting of the account.
  {
    id: 'yandex',
    at: { anyCountry: 'yandex', labels: ['', 'www', 'm', 'xmlsearch'] },
    paths: ['/search', '/images', '/video', '/yandsearch', '/touchsearch', '/msearch'],
    terms: ['text', 'query'],
  },
  plain('yandex', 'ya.ru', '/search /images /video', 'text'),
  plain('baidu', 'baidu.com', '/s /search /sf /', 'wd word kw'),
  plain('sogou', 'sogou.com', '/web /pics /', 'query'),
  plain('360', 'so.com', '/s /i', 'q'),
  plain('naver', 'search.naver.com', '/search.naver /', 'query'),
  plain('daum', 'search.daum.net', '/search', 'q'),
  plain('seznam', 'search.seznam.cz', '/obrazky /videa /', 'q'),
  plain('mail-ru', 'go.mail.ru', '/search', 'q'),
  plain('rambler', 'nova.rambler.ru', '/search', 'query'),
  plain('aol', 'search.aol.com search.aol.co.uk', '/aol /search', 'q query'),
  plain('ask', 'ask.com', '/web /pictures /youtube', 'q'),
  plain('dogpile', 'dogpile.com webcrawler.com info.com metacrawler.com excite.com zoo.com', '/serp /search /info /results', 'q'),
  plain('kagi', 'kagi.com', '/search /images /videos /news /fastgpt', 'q query'),
  plain('metager', 'metager.org metager.de', '/meta /*/meta', 'eingabe'),
  plain('presearch', 'presearch.com presearch.org', '/search /images', 'q'),
  plain('lilo', 'search.lilo.org', '/results.php /searchweb.php /', 'q'),
  plain('oceanhero', 'oceanhero.today', '/web /images', 'q'),
  plain('gibiru', 'gibiru.com', '/results.html /results', 'q'),
  plain('marginalia', 'search.marginalia.nu marginalia-search.com', '/search', 'query'),
  plain('wolfram-alpha', 'wolframalpha.com', '/input', 'i input'),
  {
    id: 'wikipedia',
    at: {
      hosts:
        'wikipedia.org wiktionary.org wikimedia.org wikibooks.org wikiquote.org wikisource.org wikinews.org wikiversity.org wikidata.org'.split(
          ' ',
        ),
    },
    paths: ['/w', '/wiki', '/'],
    terms: ['search'],
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
