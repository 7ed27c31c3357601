// What one worker shares with the others of its proxy. A proxy that has but one process has no siblings.
import type { Material } from '#policies/contracts/bundle.ts';
import type { HoldingsSource } from '#policies/bundle/holdings-shelf.ts';
import type { Neighbours } from '../cache/neighbours.ts';
import type { Tally } from '../client/tally.ts';
import type { EventWriter } from '../record/event-writer.ts';
import { cacheNeighbours } from './cache-neighbours.ts';
import { Claims } from './claims.ts';
import { eventsOver } from './events-over.ts';
import type { WorkerStart } from './messages.ts';
import { News } from './news.ts';
import type { Questions } from './questions.ts';
import { sharedTally } from './shared-tally.ts';

export interface Siblings {
  /** The first does what only one may: it prepares lessons, and writes down what is learnt. */
  readonly isFirst: boolean;
  readonly count: number;
  /** How many take connections just now. */
  up(): number;
  readonly events: EventWriter;
  readonly materials: HoldingsSource['bytesOf'];
  /** To be told what a bundle stands on, once it is open. */
  readonly opened: (materials: readonly Material[]) => void;
  readonly cache: Neighbours;
  readonly connections: Tally;
  readonly exchanges: Tally;
  readonly ticketSecret: Uint8Array;
  readonly news: News;
}

export function siblingsOf(start: WorkerStart, ask: Questions['ask']): Siblings {
  const news = new News(start.channel);
  const up = new Int32Array(start.up);
  const { place, count, tidyBefore } = start;
  return {
    isFirst: place === 0,
    count,
    up: () => Atomics.load(up, 0),
    events: eventsOver(ask),
    materials: (material) => ask({ want: 'material', material }),
    opened: (materials) => void ask({ want: 'only', sha256s: materials.map(({ sha256 }) => sha256) }).catch(() => undefined),
    cache: cacheNeighbours(news, new Claims(start.claims, place), { tidyBefore, count, isFirst: place === 0 }),
    connections: sharedTally(start.connections, place),
    exchanges: sharedTally(start.exchanges, place),
    ticketSecret: start.ticketSecret,
    news,
  };
}
