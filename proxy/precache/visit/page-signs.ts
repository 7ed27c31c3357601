// What a page's mark-up shows of itself: its title, and signs that it stands behind a sign-in or a question about cookies.
import { Parser } from 'htmlparser2';

export interface PageSigns {
  readonly title: string | null;
  /** It asks for a password. */
  readonly password: boolean;
  /** What speaks for a cookie question; `null`: nothing. */
  readonly consent: string | null;
  /** It plays something. */
  readonly media: boolean;
  readonly scripts: boolean;
  /** It names its icon. */
  readonly icon: boolean;
}

export const noSigns: PageSigns = { title: null, password: false, consent: null, media: false, scripts: false, icon: false };

/** Services that ask about cookies for other sites, by the names that their scripts come from. */
const consentHosts =
  /(?:^|\.)(?:cookielaw\.org|onetrust\.com|cookiebot\.com|consensu\.org|privacy-mgmt\.com|usercentrics\.eu|didomi\.io|trustarc\.com|quantcast\.(?:com|mgr\.consensu\.org)|cookieyes\.com|osano\.com|iubenda\.com|termly\.io|civiccomputing\.com|fundingchoicesmessages\.google\.com)$/i;
/** How sites name the element themselves. */
const consentNames =
  /(?:^|[\s_-])(?:cookie|gdpr|cmp|ccc)s?-?_?(?:banner|consent|notice|popup|dialog|wall|overlay|bar|law|message)|consent-?_?(?:banner|wall|popup|dialog|form|overlay)/i;
const longestTitle = 300;

export interface SignFinder {
  write(text: string): void;
  end(): PageSigns;
}

/** @param url address of the page */
export function signFinder(url: string): SignFinder {
  let title: string | null = null;
  let inTitle = false;
  let password = false;
  let consent: string | null = null;
  let media = false;
  let scripts = false;
  let icon = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title' && title === null) [inTitle, title] = [true, ''];
      if (name === 'input' && attributes['type']?.toLowerCase() === 'password') password = true;
      if (name === 'video' || name === 'audio') media = true;
      if (name === 'script') scripts = true;
      if (name === 'link' && /(?:^|\s)icon(?:$|\s)/i.test(attributes['rel'] ?? '')) icon = true;
      consent ??= consentSign(attributes, url);
    },
    ontext(text) {
      if (inTitle) title = `${title ?? ''}${text}`.slice(0, longestTitle);
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
    },
  });
  return {
    write: (text) => parser.write(text),
    end() {
      parser.end();
      return { title: title === null ? null : title.replaceAll(/\s+/g, ' ').trim(), password, consent, media, scripts, icon };
    },
  };
}

function consentSign({ id, class: classes, src }: Readonly<Record<string, string>>, base: string): string | null {
  if (src !== undefined) {
    const host = URL.parse(src, base)?.hostname;
    if (host !== undefined && consentHosts.test(host)) return host;
  }
  const named = [id, classes].find((name) => name !== undefined && name.length < 300 && consentNames.test(name));
  return named === undefined ? null : `“${named.slice(0, 60)}”`;
}
