// From what Node, OpenSSL and the HTTP client throw to a failure that can be told to a person and to a program.
import type { OriginFailure, ProxyErrorType } from './origin-failure.ts';

/** Thrown by the connector when an address may not be connected to. */
export class ProhibitedAddressError extends Error {
  readonly code = 'SCHOOLGATE_PROHIBITED_ADDRESS';
}

/** Thrown by the connector when the origin shows a certificate that our own authority made. */
export class OwnAuthorityError extends Error {
  readonly code = 'SCHOOLGATE_OWN_AUTHORITY';
}

const tellTechnician = 'If this site is needed, tell the school’s technician its address and what it says here.';

type Told = readonly [type: ProxyErrorType, title: string, ...sentences: string[]];
const insecure = 'This site’s identity could not be proved';

/** X.509 verification errors by OpenSSL's name, in words. */
const certificateProblems: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The site’s security certificate has expired.',
  CERT_NOT_YET_VALID: 'The site’s security certificate is not valid yet.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The site’s security certificate belongs to another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The site made its security certificate itself; nobody vouches for it.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The site’s security certificate was issued by an authority that is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT: 'The site’s security certificate was issued by an authority that is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The site’s security certificate was issued by an authority that is not trusted, or the site does not send its complete chain.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The site’s security certificate was issued by an authority that is not trusted, or the site does not send its complete chain.',
  CERT_SIGNATURE_FAILURE: 'The site’s security certificate is forged or damaged.',
  CERT_REVOKED: 'The site’s security certificate was withdrawn by its issuer.',
  CERT_UNTRUSTED: 'The site’s security certificate is not trusted.',
  CERT_REJECTED: 'The site’s security certificate is not meant for websites.',
  INVALID_CA: 'The site’s security certificate was issued by somebody who may not issue any.',
  INVALID_PURPOSE: 'The site’s security certificate is not meant for websites.',
  PATH_LENGTH_EXCEEDED: 'The site’s security certificate was issued by somebody who may not issue any.',
  HOSTNAME_MISMATCH: 'The site’s security certificate belongs to another name.',
  SCHOOLGATE_OWN_AUTHORITY: 'The site shows a security certificate of this school’s own filter. Only the filter may do that.',
};

const connectionProblems: Readonly<Record<string, Told>> = {
  ENOTFOUND: ['dns_error', 'There is no site of this name', 'Check the address for a typing mistake.'],
  ENODATA: ['dns_error', 'There is no site of this name', 'Check the address for a typing mistake.'],
  EAI_AGAIN: ['dns_error', 'The site’s name could not be looked up', 'The name service did not answer. Try again in a minute.'],
  ECONNREFUSED: ['connection_refused', 'The site does not answer', 'The site’s server refused the connection. It may be switched off.'],
  ECONNRESET: ['connection_terminated', 'The site broke off the connection', 'The connection ended before the page came. Try again.'],
  EPIPE: ['connection_terminated', 'The site broke off the connection', 'The connection ended before the page came. Try again.'],
  UND_ERR_SOCKET: ['connection_terminated', 'The site broke off the connection', 'The connection ended before the page came. Try again.'],
  ETIMEDOUT: ['connection_timeout', 'The site does not answer', 'No connection came about in time. The site may be down or overloaded.'],
  UND_ERR_CONNECT_TIMEOUT: [
    'connection_timeout',
    'The site does not answer',
    'No connection came about in time. The site may be down or overloaded.',
  ],
  UND_ERR_HEADERS_TIMEOUT: ['http_response_timeout', 'The site takes too long', 'The site accepted the request and then did not answer.'],
  UND_ERR_BODY_TIMEOUT: ['http_response_timeout', 'The site takes too long', 'The site stopped in the middle of its answer.'],
  UND_ERR_HEADERS_OVERFLOW: [
    'http_protocol_error',
    'The site’s answer could not be read',
    'The site sent more header data than the filter accepts.',
  ],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: [
    'http_response_incomplete',
    'The site’s answer is incomplete',
    'Less or more came than the site had announced.',
  ],
  EHOSTUNREACH: ['destination_unavailable', 'The site cannot be reached', 'There is no way to the site’s network from here.'],
  ENETUNREACH: ['destination_unavailable', 'The site cannot be reached', 'There is no way to the site’s network from here.'],
  SCHOOLGATE_PROHIBITED_ADDRESS: [
    'destination_ip_prohibited',
    'This address is not open through the filter',
    'The name leads into a private network or to this computer itself, or to a port that is not used for websites.',
  ],
};

/** What an error on the way to an origin means, or `null` when it is not one: a fault of ours, to be thrown on. */
export function failureOfError(error: unknown): OriginFailure | null {
  const code = codeOf(error);
  if (code === null) return null;
  const certificate = certificateProblems[code];
  if (certificate !== undefined)
    return failure('tls_certificate_error', insecure, [
      certificate,
      'The filter did not open the page, because somebody could be reading or changing it.',
      tellTechnician,
    ]);
  const known = connectionProblems[code];
  if (known !== undefined) {
    const [type, title, ...sentences] = known;
    return failure(type, title, sentences);
  }
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return failure('tls_protocol_error', 'No secure connection to the site', [
      'The site and the filter could not agree on a secure connection.',
      tellTechnician,
    ]);
  if (code.startsWith('HPE_'))
    return failure('http_protocol_error', 'The site’s answer could not be read', ['The site sent something that is not proper HTTP.']);
  // OpenSSL knows some eighty further reasons; every one of them is about the certificate and is upper case without a prefix.
  if (/^(?:CERT|CRL|CA|EE|UNABLE|ERROR_IN|AKID|KEYUSAGE|INVALID|SUBTREE|PERMITTED|EXCLUDED|UNSUPPORTED|NO_|DANE|UNHANDLED)_/.test(code)) {
    return failure('tls_certificate_error', insecure, [`The site’s security certificate was not accepted (${code}).`, tellTechnician]);
  }
  return null;
}

/** The failure for a name that stands for something that the proxy found out itself. */
export function failure(type: ProxyErrorType, title: string, sentences: readonly string[]): OriginFailure {
  const late = type === 'connection_timeout' || type === 'http_response_timeout';
  return { type, status: late ? 504 : 502, title, sentences };
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
