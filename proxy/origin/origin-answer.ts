// What is asked of an origin and what it says, whatever HTTP it speaks.
import type { Duplex } from 'node:stream';
import type { Abandonment } from '../exchange/abandonment.ts';
import type { Header, OutgoingRequest } from '../exchange/exchange.ts';
import type { OriginConnector } from './connector.ts';
import type { OriginBody } from './origin-body.ts';

/** What an origin said, every field as it came. `socket` is set for 101 only. */
export interface OriginAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
  /** Bytes where all of it came with the head. */
  readonly body: OriginBody | Uint8Array | null;
  readonly socket: Duplex | null;
  /** Version that it came in, for `Via`. */
  readonly protocol: '1.1' | '2';
}

export interface SendOptions {
  readonly signal: Abandonment;
  readonly inform: (status: number, headers: readonly Header[]) => void;
  /** `Upgrade` to ask for (RFC 9110 §7.8), or `null`. */
  readonly upgrade: 'websocket' | null;
}

export interface OriginClient {
  /** Rejects with whatever Node, OpenSSL or undici found wrong; `failureOfError` tells what it means. */
  send(request: OutgoingRequest, options: SendOptions): Promise<OriginAnswer>;
  close(): Promise<void>;
}

export interface OriginClientOptions {
  readonly connector: OriginConnector;
  /** Milliseconds. */
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
  readonly maxHeaderBytes: number;
  /** Requests to one origin at a time; more wait. More than one client may have in flight, or it could close a site to all. Default 2,000. */
  readonly connectionsPerOrigin?: number;
}
