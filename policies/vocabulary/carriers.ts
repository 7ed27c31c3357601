// Services that show another site's pages under their own name, and where each writes the other site's address.

/** `label`: in the host's first label; `path`: as a part of the path; `parameter`: in one of these query parameters. */
export type Carrier =
  | { readonly host: string; readonly carries: 'label' }
  | { readonly host: string; readonly carries: 'path' }
  | { readonly host: string; readonly carries: 'parameter'; readonly parameters: readonly string[] };

export const carriers: readonly Carrier[] = [
  { host: 'translate.goog', carries: 'label' },
  { host: 'translate.google.com', carries: 'parameter', parameters: ['u'] },
  { host: 'translate.google.co.uk', carries: 'parameter', parameters: ['u'] },
  { host: 'webcache.googleusercontent.com', carries: 'parameter', parameters: ['q'] },
  { host: 'cc.bingj.com', carries: 'parameter', parameters: ['u'] },
  { host: 'www.translatetheweb.com', carries: 'parameter', parameters: ['a'] },
  { host: 'www.microsofttranslator.com', carries: 'parameter', parameters: ['a'] },
  { host: 'translate.yandex.com', carries: 'parameter', parameters: ['url'] },
  { host: 'cdn.ampproject.org', carries: 'path' },
  { host: 'web.archive.org', carries: 'path' },
  { host: 'archive.ph', carries: 'path' },
  { host: 'archive.today', carries: 'path' },
  { host: 'archive.fo', carries: 'path' },
  { host: 'archive.is', carries: 'path' },
  { host: 'archive.li', carries: 'path' },
  { host: 'archive.md', carries: 'path' },
  { host: 'archive.vn', carries: 'path' },
  { host: '12ft.io', carries: 'path' },
  { host: 'r.jina.ai', carries: 'path' },
];
