import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restrictedVideoHeaders, searchOf, withSafeSearch } from '#policies/engine/search.ts';
import { targetOf } from '#tests/policies/support/judging.ts';

describe('what is searched for', () => {
  test.each([
    ['https://www.google.com/search?q=how+do+volcanoes+form', 'google', 'how do volcanoes form'],
    ['https://www.google.co.uk/search?hl=en&q=caf%C3%A9', 'google', 'café'],
    ['https://google.de/search?q=a&q=b', 'google', 'a b'],
    ['https://www.google.com/%73earch?%71=x', 'google', 'x'],
    ['https://www.bing.com/Images/Search?q=cats', 'bing', 'cats'],
    ['https://duckduckgo.com/?q=cats&ia=web', 'duckduckgo', 'cats'],
    ['https://html.duckduckgo.com/html/?q=cats', 'duckduckgo', 'cats'],
    ['https://duckduckgo.com/how_to_knit', 'duckduckgo', 'how to knit'],
    ['https://uk.search.yahoo.com/search?p=cats', 'yahoo', 'cats'],
    ['https://www.ecosia.org/search?q=cats', 'ecosia', 'cats'],
    ['https://search.brave.com/search?q=cats', 'brave', 'cats'],
    ['https://www.startpage.com/sp/search?query=cats', 'startpage', 'cats'],
    ['https://www.qwant.com/?q=cats&t=web', 'qwant', 'cats'],
    ['https://m.youtube.com/results?search_query=cats', 'youtube', 'cats'],
    ['https://en.wikipedia.org/w/index.php?search=cats', 'wikipedia', 'cats'],
    ['https://scholar.google.co.uk/scholar?q=cats', 'google', 'cats'],
    ['https://play.google.com/store/search?q=vpn&c=apps', 'google', 'vpn'],
    ['https://yandex.com.tr/search/?text=cats', 'yandex', 'cats'],
    ['https://www.baidu.com/s?ie=utf-8&wd=%E7%8C%AB', 'baidu', '猫'],
    ['https://www.kiddle.co/s.php?q=cats', 'kiddle', 'cats'],
    ['https://swisscows.com/en/web?query=cats', 'swisscows', 'cats'],
    ['https://search.naver.com/search.naver?query=cats', 'naver', 'cats'],
    ['https://kagi.com/search?q=cats', 'kagi', 'cats'],
    ['https://www.dogpile.com/serp?q=cats', 'dogpile', 'cats'],
    ['https://www.youtube.com/hashtag/thinspo', 'youtube', 'thinspo'],
    ['https://vimeo.com/search?q=cats', 'vimeo', 'cats'],
    ['https://www.tiktok.com/search?q=cats', 'tiktok', 'cats'],
    ['https://www.tiktok.com/tag/thin_spo?lang=en', 'tiktok', 'thin spo'],
    ['https://www.dailymotion.com/search/cats%20and%20dogs/videos', 'dailymotion', 'cats and dogs'],
    ['https://www.twitch.tv/search?term=cats', 'twitch', 'cats'],
    ['https://open.spotify.com/intl-de/search/cats', 'spotify', 'cats'],
    ['https://www.reddit.com/r/aww/search/?q=cats', 'reddit', 'cats'],
    ['https://x.com/search?q=cats&src=typed_query', 'x', 'cats'],
    ['https://www.instagram.com/explore/tags/thinspo/', 'instagram', 'thinspo'],
    ['https://www.pinterest.co.uk/search/pins/?q=cats', 'pinterest', 'cats'],
    ['https://uk.pinterest.com/ideas/sad-quotes/912/', 'pinterest', 'sad quotes'],
    ['https://tenor.com/search/cats-gifs', 'tenor', 'cats gifs'],
    ['https://www.tumblr.com/tagged/pro%20ana', 'tumblr', 'pro ana'],
    ['https://www.amazon.co.uk/s?k=zombie+knife', 'amazon', 'zombie knife'],
    ['https://www.ebay.com/sch/i.html?_nkw=flick+knife', 'ebay', 'flick knife'],
    ['https://www.etsy.com/uk/search?q=cats', 'etsy', 'cats'],
    ['https://archiveofourown.org/works/search?work_search%5Bquery%5D=cats', 'archive-of-our-own', 'cats'],
    ['https://chatgpt.com/?q=cats&hints=search', 'chatgpt', 'cats'],
    ['https://claude.ai/new?q=cats', 'claude', 'cats'],
    ['https://www.perplexity.ai/search?q=cats', 'perplexity', 'cats'],
    ['https://grok.com/?q=cats', 'grok', 'cats'],
    ['https://you.com/search?q=cats&tbm=youchat', 'you', 'cats'],
    ['http://search.test/?q=cats', 'test', 'cats'],
    ['http://search.test/search?q=broken%E0%A4%A', 'test', 'broken\ufffd%A'],
    ['http://search.test/search?q=how+to%20hurt+myself%', 'test', 'how to hurt myself%'],
  ])('%s', (url, engine, term) => {
    expect(searchOf(targetOf(url))).toEqual({ engine, term });
  });

  test.each([
    'https://www.google.com/',
    'https://www.google.com/search?q=',
    'https://mail.google.com/search?q=cats',
    'https://www.google.com/complete/search?q=c',
    'https://google.evil.test/search?q=cats',
    'https://notgoogle.com/search?q=cats',
    'https://example.org/search?q=cats',
    'https://api.qwant.com/v3/search/web?q=cats',
    'https://duckduckgo.com/assets/logo.svg',
    'https://duckduckgo.com/html',
    'https://x.com/home',
    'https://www.reddit.com/r/aww/',
    'https://www.tiktok.com/@somebody',
    'https://chatgpt.com/',
    'https://amazon.evil.test/s?k=cats',
    'https://notyandex.com/search/?text=cats',
    'https://tenor.com/search/',
  ])('%s is no search', (url) => {
    expect(searchOf(targetOf(url))).toBeNull();
  });

  test('is not known at CONNECT', () => {
    expect(searchOf({ ...targetOf('https://www.google.com/'), path: null })).toBeNull();
  });
});

describe('safe search is forced', () => {
  test.each([
    ['https://www.google.com/search?q=cats', 'https://www.google.com/search?q=cats&safe=active'],
    ['https://www.google.com/search?q=cats&safe=off', 'https://www.google.com/search?q=cats&safe=active'],
    ['https://www.google.fr/search?safe=off&q=cats&SAFE=Off&s%61fe=images#x', 'https://www.google.fr/search?q=cats&safe=active#x'],
    ['https://www.google.com/search?safe=active&q=cats&safe=off', 'https://www.google.com/search?q=cats&safe=active'],
    ...['co.uk', 'com.au', 'co.jp', 'de', 'ie', 'com.br'].map((country) => [
      `https://www.google.${country}/images?q=cats&safe=off`,
      `https://www.google.${country}/images?q=cats&safe=active`,
    ]),
    ['https://uk.search.yahoo.com/search;_ylt=x?p=cats&vm=p', 'https://uk.search.yahoo.com/search;_ylt=x?p=cats&vm=r'],
    ['https://www.mojeek.com/search?q=cats', 'https://www.mojeek.com/search?q=cats&safe=1'],
    ['https://www.bing.com/search?q=cats&adlt=off', 'https://www.bing.com/search?q=cats&adlt=strict'],
    ['https://duckduckgo.com/?q=cats&kp=-2', 'https://duckduckgo.com/?q=cats&kp=1'],
    ['https://search.yahoo.com/search?p=cats', 'https://search.yahoo.com/search?p=cats&vm=r'],
    ['https://search.brave.com/images?q=cats&safesearch=off', 'https://search.brave.com/images?q=cats&safesearch=strict'],
    ['https://www.startpage.com/sp/search?query=cats', 'https://www.startpage.com/sp/search?query=cats&qadf=heavy'],
    ['https://www.qwant.com/?q=cats', 'https://www.qwant.com/?q=cats&s=2'],
    ['https://api.qwant.com/v3/search/web?q=cats&safesearch=0', 'https://api.qwant.com/v3/search/web?q=cats&safesearch=2'],
    ['https://www.reddit.com/search/?q=cats&include_over_18=on', 'https://www.reddit.com/search/?q=cats&include_over_18=off'],
    ['https://www.flickr.com/search/?text=cats', 'https://www.flickr.com/search/?text=cats&safe_search=1'],
    ['http://search.test/?q=a%20b+c&&x', 'http://search.test/?q=a%20b+c&x&safe=active'],
  ])('%s', (url, safe) => {
    expect(withSafeSearch(url)).toBe(safe);
    expect(withSafeSearch(safe)).toBeNull();
  });

  test.each([
    'https://www.google.com/search?safe=active&q=cats',
    'https://www.google.com/',
    'https://example.org/search?q=cats&safe=off',
    'https://www.youtube.com/results?search_query=cats',
    'not an address',
    'https://mail.google.com/search?q=x',
  ])('nothing is changed at %s', (url) => {
    expect(withSafeSearch(url)).toBeNull();
  });

  test('once forced it is forced, whatever else stands in the query', () => {
    const word = fc.constantFrom('safe', 'SAFE', 's%61fe', 'safe%20', 'q', 'off', 'active', '=', '&', '+', '%', '#', 'é');
    fc.assert(
      fc.property(
        fc.array(word).map((words) => words.join('')),
        (query) => {
          const url = `https://www.google.com/search?${query}`;
          const safe = withSafeSearch(url) ?? new URL(url).href;
          expect(withSafeSearch(safe)).toBeNull();
          const named = [...new URL(safe).searchParams].filter(([name]) => name.trim().toLowerCase() === 'safe');
          expect(named).toEqual([['safe', 'active']]);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

test('video sites are asked for their restricted mode', () => {
  expect(restrictedVideoHeaders(targetOf('https://www.youtube.com/watch?v=1'))).toEqual([['YouTube-Restrict', 'Strict']]);
  expect(restrictedVideoHeaders(targetOf('https://youtubei.googleapis.com/'))).toHaveLength(1);
  expect(restrictedVideoHeaders(targetOf('https://example.org/'))).toEqual([]);
});
