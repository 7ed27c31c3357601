// Which answers are pages of text, and in what form. What a browser shows as a page is read as one, whatever it is called.
import { fieldsOf } from '../exchange/fields.ts';
import type { Exchange, Header } from '../exchange/exchange.ts';

export type TextForm = 'html' | 'xml' | 'plain' | 'json';

export interface TextKind {
  /** `null`: nobody says; its first character tells (WHATWG MIME Sniffing §7.1). */
  readonly form: TextForm | null;
  /** The `charset` parameter. */
  readonly label: string | null;
}

/** Media type in lower case without parameters; empty where there is none. */
export function mediaType(headers: readonly Header[]): string {
  return essence(fieldsOf(headers, 'content-type').at(-1) ?? '');
}

const essence = (type: string): string => type.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** `null`: no page. HTML is one whatever it was asked for as; other text only where somebody looks at it. */
export function textKind(headers: readonly Header[], asPage: boolean): TextKind | null {
  const said = fieldsOf(headers, 'content-type').flatMap((value) => value.split(','));
  const label = labelIn(said);
  // Of several types browsers differ in which they take.
  if (said.some((type) => essence(type) === 'text/html')) return { form: 'html', label };
  if (said.some((type) => essence(type) === 'application/xhtml+xml')) return { form: 'xml', label };
  if (!asPage) return null;
  if (said.every((type) => untold.includes(essence(type)))) return { form: null, label };
  for (const type of said) {
    const form = formOf(essence(type));
    if (form !== null) return { form, label };
  }
  return null;
}

const untold = ['', 'unknown/unknown', 'application/unknown', '*/*'];
const notForReaders = ['text/css', 'text/javascript', 'text/ecmascript', 'text/event-stream', 'text/vtt'];

function formOf(type: string): TextForm | null {
  if (/^(?:text|application)\/xml$|\+xml$/.test(type)) return 'xml';
  if (/^(?:text|application)\/json$|\+json$/.test(type)) return 'json';
  return type.startsWith('text/') && !notForReaders.includes(type) ? 'plain' : null;
}

function labelIn(said: readonly string[]): string | null {
  for (const type of said) {
    const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]{1,40})"|'?([\w.:-]{1,40})'?)/i.exec(type) ?? [];
    const label = quoted ?? bare;
    if (label !== undefined) return label;
  }
  return null;
}

/** Whether somebody looks at the answer itself. */
export const isLookedAt = ({ destination, destinationTold }: Pick<Exchange, 'destination' | 'destinationTold'>): boolean =>
  destination === 'document' || destination === 'frame' || (!destinationTold && destination === 'other');
