/** What one client may take up, so that nobody can take up everything. Times in milliseconds. */
export interface Limits {
  readonly headerBytes: number;
  readonly headerFields: number;
  readonly connectionsPerAddress: number;
  /** Exchanges in flight for all clients together; more are answered 503. */
  readonly exchanges: number;
  /**
   * Exchanges in flight for one address, so that a single client cannot use up those of all; more are answered 503. A class behind one address
   * (a trolley's own router) that opens a page of a hundred parts at once has three thousand.
   */
  readonly exchangesPerAddress: number;
  /** From the first byte of a request to the end of its header. */
  readonly headersTimeout: number;
  /** From the answer to CONNECT to the end of the TLS handshake. */
  readonly handshakeTimeout: number;
  /** Without a byte in either direction, in the middle of an exchange or in a tunnel. */
  readonly idleTimeout: number;
  /** Between two requests on one connection. */
  readonly keepAliveTimeout: number;
  /** How often WebSockets and unread tunnels are judged again. */
  readonly rejudgeEvery: number;
  /** To reach an origin, TLS included. */
  readonly connectTimeout: number;
  /** What exchanges in flight are given to end in when the proxy stops. */
  readonly closeTimeout: number;
}

export const defaultLimits: Limits = {
  headerBytes: 32 * 1024,
  headerFields: 100,
  connectionsPerAddress: 512,
  exchanges: 12_000,
  exchangesPerAddress: 4_000,
  headersTimeout: 20_000,
  handshakeTimeout: 10_000,
  idleTimeout: 300_000,
  keepAliveTimeout: 65_000,
  rejudgeEvery: 5_000,
  connectTimeout: 10_000,
  closeTimeout: 5_000,
};
