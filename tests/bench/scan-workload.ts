// Pages of mark-up for the benchmark of the page scan: as dense with tags, attributes and scripts as pages of articles are.
import { seededRandom } from '#main/demo/random.ts';
import { makePhraseWorkload } from './phrase-workload.ts';

export interface ScanWorkload {
  readonly phrases: readonly string[];
  readonly list: ReturnType<typeof makePhraseWorkload>['list'];
  readonly pages: readonly Buffer[];
}

/** @param size bytes of a page, about */
export function makeScanWorkload(phrases: number, count: number, size: number): ScanWorkload {
  const workload = makePhraseWorkload(phrases, 1);
  const text = workload.raw.join('');
  const random = seededRandom(7);
  let at = 0;
  const words = (length: number): string => {
    if (at + length > text.length) at = 0;
    const piece = text.slice(at, at + length).replace(/[<>&"]/g, ' ');
    at += length;
    return piece;
  };
  const pages = Array.from({ length: count }, (_, page) => {
    let html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${words(40)}</title><meta name="description" content="${words(120)}"><link rel="stylesheet" href="/assets/site-${page}.css"><style>.card{margin:0 auto;padding:1rem}</style><script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}</script></head><body class="page">`;
    for (let block = 0; html.length < size - 200; block++)
      html +=
        block % 4 === 0
          ? `<nav class="menu menu--wide menu--sticky" id="n${block}" aria-label="${words(12)}"><ul class="menu__list">${Array.from({ length: 4 }, (_all, item) => `<li class="menu__item menu__item--${item}"><a class="menu__link" href="/topics/${block}/${item}?from=menu&amp;page=${page}" data-track="menu-${block}-${item}">${words(14)}</a></li>`).join('')}</ul></nav>\n<script>window.__slot${block}={id:"slot-${block}",sizes:[[300,250],[728,90]],targeting:{page:${page},block:${block}},lazy:!0};</script>\n`
          : `<article class="card card--wide grid__cell" data-id="${random.whole(1, 999_999)}" data-position="${block}"><header class="card__head"><h2 class="card__title"><a href="/articles/${page}/${block}?utm_source=list&amp;utm_medium=card">${words(50)}</a></h2></header><figure class="card__figure"><img class="card__image" src="/img/${page}/${block}-320.webp" srcset="/img/${page}/${block}-320.webp 320w, /img/${page}/${block}-640.webp 640w, /img/${page}/${block}-1280.webp 1280w" sizes="(max-width: 40em) 100vw, 33vw" alt="${words(30)}" loading="lazy" width="320" height="200"></figure><div class="card__body"><p class="card__text">${words(random.whole(250, 450))}</p><p class="card__text card__text--more">${words(120)}&nbsp;<b>${words(20)}</b> ${words(80)}</p></div></article>\n`;
    return Buffer.from(`${html}<script src="/assets/app-${page}.js" defer></script></body></html>`);
  });
  return { phrases: workload.phrases, list: workload.list, pages };
}
