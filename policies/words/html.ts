// HTML from templates in which everything inserted is escaped, unless it is itself such a template.

/** A piece of HTML that is safe to insert as it is. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Insert = string | number | Html | null | readonly (Html | null)[];

/** Text between tags and in double-quoted attributes is escaped; `null` leaves nothing. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(strings.reduce((markup, string, index) => markup + inserted(inserts[index - 1] ?? null) + string));
}

function inserted(insert: Insert): string {
  if (insert === null) return '';
  if (insert instanceof Html) return insert.markup;
  if (typeof insert === 'object') return insert.map(inserted).join('');
  return escapeHtml(String(insert));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Text as HTML shows it; control characters and marks that turn the direction of text, which could disguise it, are dropped. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n]|\p{Bidi_Control}/gu, '')
    .replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

/** An address that a link may lead to: http or https only. */
export function linkable(address: string | null | undefined): string | null {
  if (!address) return null;
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}
