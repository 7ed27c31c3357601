// What a request is for, from the fields that browsers send (W3C Fetch Metadata), else guessed from `Accept`.
import type { Destination } from '#policies/model/target.ts';
import { fieldOf } from './fields.ts';
import type { Header } from './exchange.ts';

const destinations: Readonly<Record<string, Destination>> = {
  document: 'document',
  iframe: 'frame',
  frame: 'frame',
  fencedframe: 'frame',
  embed: 'frame',
  object: 'frame',
  script: 'script',
  worker: 'script',
  sharedworker: 'script',
  serviceworker: 'script',
  audioworklet: 'script',
  paintworklet: 'script',
  json: 'script',
  style: 'style',
  xslt: 'style',
  image: 'image',
  audio: 'media',
  video: 'media',
  track: 'media',
  font: 'font',
  empty: 'fetch',
  websocket: 'websocket',
};

export interface Purpose {
  readonly destination: Destination;
  /** `true`: the client told us; `false`: guessed. */
  readonly destinationTold: boolean;
  readonly initiator: string | null;
  readonly userAct: boolean | null;
}

export function purposeOf(headers: readonly Header[]): Purpose {
  const told = fieldOf(headers, 'sec-fetch-dest')?.trim().toLowerCase() ?? null;
  return {
    destination: told === null ? guess(fieldOf(headers, 'accept')) : (destinations[told] ?? 'other'),
    destinationTold: told !== null,
    initiator: initiatorOf(headers),
    userAct: fieldOf(headers, 'sec-fetch-user') === '?1' ? true : null,
  };
}

/** Fetch Metadata is sent to https only; over http the order of `Accept` still tells pages, styles and pictures. */
function guess(accept: string | null): Destination {
  if (accept === null) return 'other';
  if (accept.includes('text/html')) return 'document';
  if (accept.startsWith('text/css')) return 'style';
  return accept.startsWith('image/') ? 'image' : 'other';
}

/** An origin (RFC 6454 §6.2) of a plain name and no port, at the end of which nothing of it can follow. */
const plainOrigin = /^https?:\/\/(?:(?!xn--)[a-z][a-z0-9]*(?:-[a-z0-9]+)*\.)+(?!xn--)[a-z]+(?=\/|$)/;

function initiatorOf(headers: readonly Header[]): string | null {
  const from = fieldOf(headers, 'origin') ?? fieldOf(headers, 'referer');
  if (from === null || from.length > 2048) return null;
  // As browsers write it, it need not be read.
  const written = plainOrigin.exec(from)?.[0];
  if (written !== undefined) return written;
  const url = URL.parse(from);
  return url === null || url.origin === 'null' ? null : url.origin;
}
