// The request fields that Chromium sends for each kind of need, so that what is stored under `Vary` fits what pupils' browsers ask.
import type { Header } from '../exchange/exchange.ts';
import type { Need, NeedKind } from './need.ts';

const page =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';
const accept: Readonly<Record<NeedKind, string>> = {
  document: page,
  frame: page,
  style: 'text/css,*/*;q=0.1',
  script: '*/*',
  font: '*/*',
  image: 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8',
  media: '*/*',
  track: '*/*',
  manifest: '*/*',
};
const destination: Readonly<Record<NeedKind, string>> = {
  document: 'document',
  frame: 'iframe',
  style: 'style',
  script: 'script',
  font: 'font',
  image: 'image',
  media: 'video',
  track: 'track',
  manifest: 'manifest',
};
const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

/** Fields that differ from browser to browser or from person to person: a copy that depends on one of them may not fit. */
export const unforeseeable: ReadonlySet<string> = new Set([
  'user-agent',
  'accept-language',
  'cookie',
  'sec-ch-ua',
  'sec-ch-ua-platform',
  'sec-ch-ua-mobile',
  'save-data',
  'dpr',
  'width',
  'viewport-width',
  'sec-ch-dpr',
  'sec-ch-width',
  'sec-ch-viewport-width',
]);

export function browserFields(need: Need): Header[] {
  const url = new URL(need.url);
  const from = need.referrer === null ? null : new URL(need.referrer);
  const secure = url.protocol === 'https:';
  const navigation = need.kind === 'document' || need.kind === 'frame';
  const crossOrigin = from !== null && from.origin !== url.origin;
  const fields: Header[] = [
    ['User-Agent', userAgent],
    ['Accept', accept[need.kind]],
  ];
  if (navigation) fields.push(['Upgrade-Insecure-Requests', '1']);
  if (need.cors && crossOrigin) fields.push(['Origin', from.origin]);
  if (secure) {
    fields.push(['Sec-Fetch-Site', site(url, from)], ['Sec-Fetch-Mode', navigation ? 'navigate' : need.cors ? 'cors' : 'no-cors']);
    if (need.kind === 'document') fields.push(['Sec-Fetch-User', '?1']);
    fields.push(['Sec-Fetch-Dest', destination[need.kind]]);
  }
  // Referrer policy `strict-origin-when-cross-origin`, the browsers' default; never from a secure page to an insecure address.
  if (from !== null && (secure || from.protocol === 'http:'))
    fields.push(['Referer', crossOrigin ? `${from.origin}/` : from.origin + from.pathname + from.search]);
  fields.push(['Accept-Encoding', need.kind === 'media' ? 'identity;q=1, *;q=0' : secure ? 'gzip, deflate, br, zstd' : 'gzip, deflate']);
  fields.push(['Accept-Language', 'en-GB,en-US;q=0.9,en;q=0.8']);
  return fields;
}

/** Fetch Metadata §2.3. `same-site` is told from the last two labels only, which is near enough for what origins vary by. */
function site(url: URL, from: URL | null): string {
  if (from === null) return 'none';
  if (from.origin === url.origin) return 'same-origin';
  const domain = ({ hostname }: URL): string => hostname.split('.').slice(-2).join('.');
  return from.protocol === url.protocol && domain(from) === domain(url) ? 'same-site' : 'cross-site';
}
