// The kinds of sites that lessons use and that go wrong, each as small as its kind allows.
import { file, font, inRanges, json, page, picture, redirect, script, style, type VisitedSite } from './visited-site.ts';

const newsArticle: VisitedSite = {
  name: 'a news article with pictures for every screen and advertisements of other hosts, one of them blocked',
  url: 'https://news.test/flood',
  serve({ page: at }) {
    at(
      'news.test/flood',
      page(
        `<h1>Floods in the valley</h1>
        <picture><source type="image/webp" srcset="/lead-600.webp 600w, /lead-1200.webp 1200w" sizes="600px"><img src="/lead.png" alt=""></picture>
        <img alt="" src="/map.png" srcset="/map-2x.png 2x"><p>${'The river rose. '.repeat(400)}</p>
        <img alt="" loading="lazy" src="/late.png" style="display:block;margin-top:4000px">
        <iframe src="https://ads.test/frame"></iframe><script src="https://gambling.test/offer.js"></script>`,
        '<link rel="stylesheet" href="https://cdn.news.test/main.css"><script src="https://cdn.news.test/main.js" defer></script>',
      ),
    );
    at(
      'cdn.news.test/main.css',
      style(`@font-face{font-family:News;src:url(news.woff2)} h1{font-family:News} body{background:url(paper.png)}`),
    );
    at('cdn.news.test/news.woff2', font);
    at('cdn.news.test/main.js', script('document.title'));
    for (const name of ['cdn.news.test/paper.png', 'news.test/lead.png', 'news.test/map.png', 'news.test/map-2x.png', 'news.test/late.png'])
      at(name, picture);
    for (const name of ['lead-600.webp', 'lead-1200.webp']) at(`news.test/${name}`, picture);
    at('ads.test/frame', page('<img alt="" src="/buy.png">'));
    at('ads.test/buy.png', picture);
  },
};

const encyclopaedia: VisitedSite = {
  name: 'an encyclopaedia page',
  url: 'https://encyclopaedia.test/wiki/Rivers',
  serve({ page: at }) {
    at(
      'encyclopaedia.test/wiki/Rivers',
      page(
        `<h1>Rivers</h1><p>A river is a natural stream.</p><table><tr><td style="background:url('/cell.png')">x</td></tr></table>
        ${Array.from({ length: 12 }, (_, index) => `<a href="/wiki/${index}"><img alt="" src="//upload.test/${index}.png"></a>`).join('')}
        <object data="/diagram.svg" type="image/svg+xml"></object>`,
        '<link rel="stylesheet" href="/site.css"><link rel="canonical" href="/elsewhere"><link rel="alternate" hreflang="cy" href="/cy">',
      ),
    );
    at('encyclopaedia.test/site.css', style('@import "print.css" print; @import url(screen.css); td{color:red}'));
    at('encyclopaedia.test/print.css', style('body{background:url(/not-on-screens.png)}'));
    at('encyclopaedia.test/screen.css', style('h1{background:url("/rule.png")}'));
    for (const name of ['cell.png', 'rule.png', 'not-on-screens.png']) at(`encyclopaedia.test/${name}`, picture);
    at('encyclopaedia.test/diagram.svg', file('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'));
    for (let index = 0; index < 12; index += 1) at(`upload.test/${index}.png`, picture);
  },
  crawlerAlso: ['https://encyclopaedia.test/not-on-screens.png'],
};

const museum: VisitedSite = {
  name: 'a museum page with video',
  url: 'https://museum.test/armour',
  serve({ page: at }) {
    at(
      'museum.test/armour',
      page(
        `<h1>Armour</h1><video controls preload="metadata" poster="/poster.png" src="https://media.museum.test/armour.mp4">
        <track kind="captions" src="/captions.vtt"></video><audio preload="none" src="/guide.mp3" controls></audio>`,
      ),
    );
    at('museum.test/poster.png', picture);
    at('museum.test/captions.vtt', file('text/vtt', 'WEBVTT\n'));
    at('museum.test/guide.mp3', inRanges('audio/mpeg', Buffer.alloc(300_000)));
    at('media.museum.test/armour.mp4', inRanges('video/mp4', Buffer.alloc(2_000_000, 1)));
  },
  crawlerAlso: ['https://museum.test/captions.vtt', 'https://museum.test/guide.mp3'],
  notes: ['streaming'],
};

const application: VisitedSite = {
  name: 'a single-page application',
  url: 'https://app.test/',
  serve({ page: at }) {
    at(
      'app.test/',
      page(
        '<div id="app"></div>',
        `<script type="importmap">{"imports":{"lib/":"https://cdn.app.test/lib/"}}</script>
        <link rel="modulepreload" href="/view.js"><script type="module" src="/app.js"></script>`,
      ),
    );
    at(
      'app.test/app.js',
      script(`import { show } from './view.js'; import 'lib/dates.js';
        const items = await (await fetch('/api/items.json')).json();
        const { more } = await import('./later.js');
        show(items, more); if (globalThis.never) import('./never.js');`),
    );
    at(
      'app.test/view.js',
      script(`export function show(items, more) {
        for (const { image } of items) { const shown = new Image(); shown.src = image; document.body.append(shown); } more(); }`),
    );
    at('cdn.app.test/lib/dates.js', script('export {}'));
    at(
      'app.test/later.js',
      script(`export const more = () => { new XMLHttpRequest().open('GET', '/x'); fetch('https://games.test/score').catch(() => {}); };`),
    );
    at('app.test/never.js', script('export {}'));
    at('app.test/api/items.json', json([{ image: '/items/1.png' }, { image: 'https://img.app.test/2.png' }]));
    at('app.test/items/1.png', picture);
    at('img.app.test/2.png', picture);
  },
  crawlerMisses: [
    'https://app.test/api/items.json',
    'https://app.test/items/1.png',
    'https://img.app.test/2.png',
    'https://games.test/score',
  ],
  notes: ['live'],
};

const consent: VisitedSite = {
  name: 'a page behind a question about cookies',
  url: 'https://consent.test/volcano',
  serve({ page: at }) {
    at('consent.test/volcano', (request, response) => {
      const wall = redirect('https://consent.test/cookie-consent?to=/volcano', { 'set-cookie': 'asked=1; Path=/' });
      if (request.headers.cookie?.includes('agreed=1') === true) page('<img alt="" src="/lava.png">')(request, response);
      else wall(request, response);
    });
    at(
      'consent.test/cookie-consent',
      page(
        '<div class="cookie-banner"><form method="post" action="/agree"><button>Agree</button></form></div><img alt="" src="/logo.png">',
      ),
    );
    at('consent.test/logo.png', picture);
  },
  notes: ['consent'],
};

const plain: VisitedSite = {
  name: 'an old site without encryption, which tells nothing of what it asks for',
  url: 'http://plain.test/castle.htm',
  serve({ page: at }) {
    at(
      'plain.test/castle.htm',
      page(
        '<img alt="" src="keep.gif"><iframe src="moat.htm"></iframe><script src="http://games.test/siege.js"></script>',
        '<link rel="stylesheet" href="old.css"><script src="old.js"></script>',
      ),
    );
    at('plain.test/moat.htm', page('<img alt="" src="water.gif">'));
    at('plain.test/old.css', style('body{background:url(wall.gif)}'));
    at('plain.test/old.js', script('1'));
    for (const name of ['keep', 'water', 'wall']) at(`plain.test/${name}.gif`, picture);
  },
};

let load = 0;
const changing: VisitedSite = {
  name: 'a page that is another at each load',
  url: 'https://changes.test/today',
  serve({ page: at }) {
    at('changes.test/today', (request, response) => {
      load += 1;
      page(`<img alt="" src="/fixed.png"><img alt="" src="/banner-${load}.png">`, '', { 'cache-control': 'no-store' })(request, response);
    });
    at('changes.test/fixed.png', picture);
    for (let index = 0; index < 50; index += 1) at(`changes.test/banner-${index}.png`, picture);
  },
  changing: /\/banner-\d+\.png$/,
};

const behindLogin: VisitedSite = {
  name: 'a page behind a sign-in',
  url: 'https://members.test/lesson',
  serve({ page: at }) {
    at('members.test/lesson', redirect('https://accounts.members.test/signin?next=lesson'));
    at(
      'accounts.members.test/signin',
      page('<form><input name="user"><input type="password" name="secret"></form><script src="/form.js"></script>'),
    );
    at('accounts.members.test/form.js', script('1'));
  },
  notes: ['login'],
};

const manyObjects: VisitedSite = {
  name: 'a page of 500 objects',
  url: 'https://many.test/',
  serve({ page: at }) {
    const names = Array.from({ length: 499 }, (_, index) => `/${index}.png`);
    at('many.test/', page(names.map((name) => `<img alt="" src="${name}">`).join('')));
    for (const name of names) at(`many.test${name}`, picture);
  },
};

const goesRound: VisitedSite = {
  name: 'a page that redirects for ever',
  url: 'https://round.test/0',
  serve({ page: at }) {
    for (let index = 0; index < 60; index += 1) at(`round.test/${index}`, redirect(`/${index + 1}`));
  },
  limits: { redirects: 19 },
};

const cloaked: VisitedSite = {
  name: 'a site that serves programs something else',
  url: 'https://cloaked.test/',
  serve({ page: at }) {
    at('cloaked.test/', (request, response) => {
      const said = `${request.headers['user-agent']} ${String(request.headers['sec-ch-ua'])}`;
      const isProgram = /bot|crawl|spider|headless|schoolgate|node/i.test(said) || request.headers['accept-language'] === undefined;
      page(isProgram ? '<img alt="" src="/harmless.png">' : '<img alt="" src="/real.png"><script src="https://games.test/x.js"></script>')(
        request,
        response,
      );
    });
    for (const name of ['harmless', 'real']) at(`cloaked.test/${name}.png`, picture);
  },
};

export const madeUpSites: readonly VisitedSite[] = [
  newsArticle,
  encyclopaedia,
  museum,
  application,
  plain,
  consent,
  changing,
  behindLogin,
  manyObjects,
  goesRound,
  cloaked,
];
