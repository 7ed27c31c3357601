// What a worker and the thread that keeps it say to each other.
import type { AccessEvent } from '#policies/contracts/access-event.ts';
import type { Material } from '#policies/contracts/bundle.ts';
import type { TallySheet } from './shared-tally.ts';

/** What a worker is told when it begins, beside its parameters. */
export interface WorkerStart {
  /** Its place among the workers, from 0; whoever replaces it has the same. */
  readonly place: number;
  readonly count: number;
  /** The port that the others listen on; 0: any free one. */
  readonly port: number;
  /** Name of the channel that workers tell each other news on. */
  readonly channel: string;
  readonly connections: TallySheet;
  readonly exchanges: TallySheet;
  readonly claims: SharedArrayBuffer;
  /** One number: how many workers take connections. */
  readonly up: SharedArrayBuffer;
  /** What the keys of TLS tickets are made from, so that a session is taken up by any worker. */
  readonly ticketSecret: Uint8Array;
  /** Files in the cache's folder that were last written before are nobody's; 0: leave them. */
  readonly tidyBefore: number;
}

export type Question =
  /** Kept when answered: ordinary events with those that wait for their batch, others durably. */
  | { readonly want: 'keep'; readonly kept: readonly AccessEvent[] }
  /** Of what has happened already: it waits until it can be saved. */
  | { readonly want: 'keep-later'; readonly kept: readonly AccessEvent[] }
  /** Answered when events can be kept. */
  | { readonly want: 'ready' }
  /** Answered with its bytes in memory that all workers see, or `null`. */
  | { readonly want: 'material'; readonly material: Material }
  /** The bundle that this worker judges by stands on these (SHA-256), and on nothing that it asked for before. */
  | { readonly want: 'only'; readonly sha256s: readonly string[] };

export type FromWorker =
  | { readonly say: 'listening'; readonly port: number }
  | { readonly say: 'cannot-start'; readonly problem: StartProblem }
  | { readonly say: 'ask'; readonly number: number; readonly question: Question };

export type ToWorker =
  /** Once, before anything else. */
  | { readonly say: 'begin'; readonly start: WorkerStart; readonly parameters: unknown }
  | { readonly say: 'answer'; readonly number: number; readonly ok: boolean; readonly value: Uint8Array | null }
  | { readonly say: 'stop' };

/** An error's properties that do not travel by themselves. */
export interface StartProblem {
  readonly message: string;
  readonly code?: string;
  readonly syscall?: string;
  readonly address?: string;
  readonly port?: number;
}

export function startProblem(error: unknown): StartProblem {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message } = error;
  const text = (name: 'code' | 'syscall' | 'address'): object => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? { [name]: value } : {};
  };
  const port: unknown = Reflect.get(error, 'port');
  return { message, ...text('code'), ...text('syscall'), ...text('address'), ...(typeof port === 'number' ? { port } : {}) };
}
