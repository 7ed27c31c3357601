// Why an event was judged as it was, from what the event itself carries.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Layer } from '#policies/model/layer.ts';
import type { Origin } from '#policies/model/rule.ts';

const layerWords: Readonly<Record<Layer, string>> = {
  mandatory: 'Mandatory: nobody in school can override it',
  decision: 'A decision about a request',
  school: 'A rule of the school',
  group: 'A rule for the group',
  category: 'The grid of categories',
  default: 'The default for sites on no list',
};

export function layerName(layer: Layer): string {
  return layerWords[layer];
}

export function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'built-in':
      return `Built in: ${origin.name}`;
    case 'list':
      return `List ${origin.list}, line ${origin.line}`;
    case 'decision':
      return `Decision on request ${origin.request}`;
    case 'policy':
      return `Policy: ${origin.name}`;
  }
}

/** The address that was asked for, as far as it is known. */
export function addressOf(target: AccessEvent['target']): string {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  const usual = target.scheme === 'https' || target.scheme === 'wss' ? 443 : 80;
  return `${target.scheme}://${host}${target.port === usual ? '' : `:${target.port}`}${target.path ?? ''}`;
}

const destinationWords: Readonly<Record<AccessEvent['destination'], string>> = {
  document: 'A page',
  frame: 'A page inside a page',
  script: 'A script',
  style: 'A style sheet',
  image: 'A picture',
  media: 'Sound or film',
  font: 'A font',
  fetch: 'Data for a page',
  websocket: 'A live connection',
  other: 'Something else',
};

export function destinationName(destination: AccessEvent['destination']): string {
  return destinationWords[destination];
}

export function actWords(userAct: boolean | null): string {
  if (userAct === null) return 'Not known: this enforcement point cannot tell';
  return userAct ? 'Yes, somebody opened or searched it' : 'No, it was background traffic of a page';
}

/** What became of a warning; `null` where there was none. */
export function warningWords({ effect, wentOn, status }: Pick<AccessEvent, 'effect' | 'wentOn' | 'status'>): string | null {
  if (effect !== 'warn') return null;
  if (wentOn === true) return 'It was shown, and somebody went on';
  return status === null || status === 403 ? 'Shown; nobody had gone on' : 'None was shown before this opened';
}
