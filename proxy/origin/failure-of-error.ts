// From what Node, OpenSSL and the HTTP client throw to a failure that can be told to a person and to a program.
import { constants } from 'node:http2';
import type { CertificateFault, Trouble, TroubleId } from '#policies/words/notice-words.ts';
import { StreamEndedError } from './http2-errors.ts';
import { CertificateFaultError } from './certificate-fault-error.ts';
import type { OriginFailure, ProxyErrorType } from './origin-failure.ts';

/** Thrown by the connector when an address may not be connected to. */
export class ProhibitedAddressError extends Error {
  readonly code = 'SCHOOLGATE_PROHIBITED_ADDRESS';
}

/** X.509 verification errors by OpenSSL's name. */
const certificateFaults: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-made',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted-authority',
  // The site sent its own certificate and no other.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted-or-incomplete',
  CERT_SIGNATURE_FAILURE: 'forged',
  CERT_REVOKED: 'withdrawn',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REJECTED: 'other-purpose',
  INVALID_CA: 'issuer-may-not',
  INVALID_PURPOSE: 'other-purpose',
  PATH_LENGTH_EXCEEDED: 'issuer-may-not',
  HOSTNAME_MISMATCH: 'other-name',
};

/** Reasons for which Node has no name (`UNSPECIFIED`), by OpenSSL's sentence for them. */
const unnamedFaults: readonly (readonly [sentence: RegExp, fault: CertificateFault])[] = [
  [/certificate key too weak/i, 'weak-key'],
  [/digest algorithm too weak/i, 'weak-signature'],
  [/subtree violation|name constraint/i, 'outside-constraints'],
  [/unhandled critical extension/i, 'unknown-demand'],
  [/invalid CA certificate|pathlen|CA cert does not|does not allow|not a CA/i, 'issuer-may-not'],
  [/purpose/i, 'other-purpose'],
];

const connectionTroubles: Readonly<Record<string, readonly [ProxyErrorType, TroubleId]>> = {
  ENOTFOUND: ['dns_error', 'no-such-name'],
  ENODATA: ['dns_error', 'no-such-name'],
  EAI_AGAIN: ['dns_error', 'name-not-looked-up'],
  ECONNREFUSED: ['connection_refused', 'connection-refused'],
  ECONNRESET: ['connection_terminated', 'connection-broken'],
  EPIPE: ['connection_terminated', 'connection-broken'],
  UND_ERR_SOCKET: ['connection_terminated', 'connection-broken'],
  ETIMEDOUT: ['connection_timeout', 'connection-timeout'],
  UND_ERR_CONNECT_TIMEOUT: ['connection_timeout', 'connection-timeout'],
  UND_ERR_HEADERS_TIMEOUT: ['http_response_timeout', 'answer-late'],
  UND_ERR_BODY_TIMEOUT: ['http_response_timeout', 'answer-stopped'],
  UND_ERR_HEADERS_OVERFLOW: ['http_protocol_error', 'answer-head-too-long'],
  ANSWER_LATE: ['http_response_timeout', 'answer-late'],
  ANSWER_STOPPED: ['http_response_timeout', 'answer-stopped'],
  ANSWER_INCOMPLETE: ['http_response_incomplete', 'answer-incomplete'],
  ANSWER_HEAD_TOO_LONG: ['http_protocol_error', 'answer-head-too-long'],
  ANSWER_NOT_HTTP: ['http_protocol_error', 'answer-not-http'],
  CONNECTION_ENDED: ['connection_terminated', 'connection-broken'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['http_response_incomplete', 'answer-incomplete'],
  EHOSTUNREACH: ['destination_unavailable', 'no-route'],
  ENETUNREACH: ['destination_unavailable', 'no-route'],
  SCHOOLGATE_PROHIBITED_ADDRESS: ['destination_ip_prohibited', 'address-prohibited'],
};

/** Node's names for an HTTP/2 connection that ended under a request. */
const lostConnection = new Set([
  'ERR_HTTP2_GOAWAY_SESSION',
  'ERR_HTTP2_INVALID_SESSION',
  'ERR_HTTP2_SESSION_ERROR',
  'ERR_HTTP2_STREAM_CANCEL',
  'ERR_HTTP2_STREAM_ERROR',
  'ERR_HTTP2_OUT_OF_STREAMS',
]);

/** What OpenSSL says to an origin that knows TLS 1.0 or 1.1 only, or hears from it. */
const outdatedTls = new Set([
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_WRONG_SSL_VERSION',
  'ERR_SSL_VERSION_TOO_LOW',
]);

/** What an error on the way to an origin means, or `null` when it is not one: a fault of ours, to be thrown on. */
export function failureOfError(error: unknown): OriginFailure | null {
  const code = codeOf(error);
  if (code === null) return null;
  if (error instanceof CertificateFaultError) return failure('tls_certificate_error', { certificate: error.fault });
  if (error instanceof StreamEndedError && error.rstCode === constants.NGHTTP2_PROTOCOL_ERROR)
    return failure('http_protocol_error', 'answer-not-http');
  const certificate = code === 'UNSPECIFIED' ? unnamedFault(error) : certificateFaults[code];
  if (certificate !== undefined) return failure('tls_certificate_error', { certificate });
  const known = connectionTroubles[code];
  if (known !== undefined) return failure(...known);
  if (outdatedTls.has(code)) return failure('tls_protocol_error', 'outdated-tls');
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return failure('tls_protocol_error', 'no-secure-connection');
  if (code === 'ERR_HTTP2_ERROR') return failure('http_protocol_error', 'answer-not-http');
  if (lostConnection.has(code)) return failure('connection_terminated', 'connection-broken');
  if (code.startsWith('HPE_')) return failure('http_protocol_error', 'answer-not-http');
  // OpenSSL knows some eighty further reasons; every one of them is about the certificate and is upper case without a prefix.
  if (/^(?:CERT|CRL|CA|EE|UNABLE|ERROR_IN|AKID|KEYUSAGE|INVALID|SUBTREE|PERMITTED|EXCLUDED|UNSUPPORTED|NO_|DANE|UNHANDLED)_/.test(code))
    return failure('tls_certificate_error', { code });
  return null;
}

function unnamedFault(error: unknown): CertificateFault | undefined {
  const sentence = error instanceof Error ? error.message : '';
  return unnamedFaults.find(([words]) => words.test(sentence))?.[1] ?? 'untrusted';
}

/** The failure for a name that stands for something that the proxy found out itself. */
export function failure(type: ProxyErrorType, trouble: Trouble): OriginFailure {
  const late = type === 'connection_timeout' || type === 'http_response_timeout';
  return { type, status: late ? 504 : 502, trouble };
}

/** The code of an error or of the first error inside it (`AggregateError` of several addresses, `cause`). */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string' && error.code !== 'UND_ERR') return error.code;
  // undici's parser knows its reasons by numbers that it does not always translate.
  if (error.name === 'HTTPParserError') return 'HPE_UNNAMED';
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
