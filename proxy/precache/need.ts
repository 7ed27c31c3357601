// Something that a page needs, as a browser would ask for it.

/** Fetch destinations (Fetch §2.2.5) that a page's mark-up and styles name. */
export type NeedKind = 'document' | 'frame' | 'style' | 'script' | 'font' | 'image' | 'media' | 'track' | 'manifest';

export interface Need {
  /** Absolute http or https address without a fragment. */
  readonly url: string;
  readonly kind: NeedKind;
  /** Asked for in CORS mode, so that the origin sees `Origin` when it is another site (and may vary by it). */
  readonly cors: boolean;
  /** One of several pictures of which a browser takes one: nice to have, not missed when left out. */
  readonly alternative: boolean;
  /** Address of the page or style sheet that names it; `null` for the lesson's page itself. */
  readonly referrer: string | null;
  /** Of a script that is a module: the import map of its page. */
  readonly module?: ImportMap;
}

/** Names that modules import to absolute addresses. */
export type ImportMap = ReadonlyMap<string, string>;

/** What is asked for first when there is not room for all. */
const order: Readonly<Record<NeedKind, number>> = {
  document: 0,
  style: 1,
  script: 2,
  frame: 3,
  font: 4,
  image: 5,
  manifest: 6,
  track: 7,
  media: 8,
};

export function urgency(need: Need): number {
  return order[need.kind] + (need.alternative ? 10 : 0);
}

const upgraded: ReadonlySet<NeedKind> = new Set(['image', 'media']);

/**
 * A need for an address as it stands in a page, or `null` when a browser would not ask for it: another scheme, or insecure parts
 * of a secure page, of which pictures and media are asked for over https instead (Mixed Content, W3C).
 */
export function needAt(reference: string, base: string, found: Omit<Need, 'url'>): Need | null {
  const written = reference.trim();
  const url = written === '' ? null : URL.parse(written, base);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.protocol === 'http:' && base.startsWith('https:') && found.kind !== 'document') {
    if (!upgraded.has(found.kind)) return null;
    url.protocol = 'https:';
  }
  url.hash = '';
  url.username = '';
  url.password = '';
  return { ...found, url: url.href };
}
