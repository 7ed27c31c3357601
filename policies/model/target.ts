/** What somebody tries to reach (RFC 9110 §4.2 for scheme and authority). */
export interface Target {
  readonly scheme: 'http' | 'https' | 'ws' | 'wss';
  /** A-label, lower case, no trailing dot; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path with query, or `null` when only the authority is known (CONNECT). */
  readonly path: string | null;
}

/** What the response is for: a Fetch destination reduced to what policy and reports tell apart. */
export const destinations = ['document', 'frame', 'script', 'style', 'image', 'media', 'font', 'fetch', 'websocket', 'other'] as const;
export type Destination = (typeof destinations)[number];
