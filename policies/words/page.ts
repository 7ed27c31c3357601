// A whole document in the one style, for every page that an enforcement point shows instead of a site.
import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';

/** `tag`: the language of its title and of what does not say another (BCP 47). */
export function renderPage(tag: string, title: string, main: Html, referrer: 'no-referrer' | 'same-origin' = 'no-referrer'): string {
  return `<!doctype html>\n${
    html`<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="${referrer}">
<title>${title}</title>
${styleElement}
</head>
<body>
${main}
</body>
</html>
`.markup
  }`;
}

const styleElement = new Html(`<style>${pageStyle}</style>`);
