// The encoding that a page names in its own `<meta>` (WHATWG HTML, “prescan a byte stream to determine its encoding”).

/** What stands where in the first bytes: a comment, a `<meta>` with its attributes, another tag, a declaration. */
const pieces = /<!--[\s\S]*?(?:-->|$)|<meta[\s/]((?:"[^"]*"|'[^']*'|[^>"'])*)>?|<\/?[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>?|<[!/?][^>]*>?/gi;
const attributes = /([^\s/=>"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
/** The label in `text/html; charset=…` (“extract a character encoding from a meta element”). */
const inContent = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i;

/** @param beginning the first 1024 bytes, a character each; returns a label, which may mean nothing, or `null` */
export function prescan(beginning: string): string | null {
  for (const [, inside] of beginning.matchAll(pieces)) {
    const label = inside === undefined ? null : namedIn(inside);
    if (label !== null) return label;
  }
  return null;
}

function namedIn(inside: string): string | null {
  const said = new Map<string, string>();
  for (const [, name = '', double, single, bare] of inside.matchAll(attributes)) {
    const key = name.toLowerCase();
    // The first of two counts.
    if (!said.has(key)) said.set(key, double ?? single ?? bare ?? '');
  }
  const charset = said.get('charset');
  if (charset !== undefined) return charset.trim();
  if (said.get('http-equiv')?.toLowerCase() !== 'content-type') return null;
  const [, double, single, bare] = inContent.exec(said.get('content') ?? '') ?? [];
  return double ?? single ?? bare ?? null;
}
