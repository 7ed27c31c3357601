// Why no usable response came from an origin, in the terms of RFC 9209 §2.3 and as the page will say it.
import type { Trouble } from '#policies/words/notice-words.ts';

/** Proxy error types (RFC 9209 §2.3) that this proxy tells. */
export type ProxyErrorType =
  | 'dns_error'
  | 'destination_ip_prohibited'
  | 'destination_unavailable'
  | 'connection_refused'
  | 'connection_terminated'
  | 'connection_timeout'
  | 'http_response_timeout'
  | 'http_protocol_error'
  | 'http_response_incomplete'
  | 'tls_certificate_error'
  | 'tls_protocol_error'
  | 'proxy_loop_detected'
  | 'proxy_internal_error';

export interface OriginFailure {
  readonly type: ProxyErrorType;
  /** Status of the page that tells the user: 502 or 504. */
  readonly status: number;
  /** What the page says is wrong. */
  readonly trouble: Trouble;
}
