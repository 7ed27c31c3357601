// Chrome's resource types as the destinations that policy tells apart.
import type { Destination } from '#policies/model/target.ts';

const destinations: Readonly<Record<string, Destination>> = {
  main_frame: 'document',
  sub_frame: 'frame',
  stylesheet: 'style',
  script: 'script',
  image: 'image',
  font: 'font',
  media: 'media',
  websocket: 'websocket',
  xmlhttprequest: 'fetch',
};

export function destinationOf(resourceType: string): Destination {
  return destinations[resourceType] ?? 'other';
}
