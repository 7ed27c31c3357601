// Which addresses the proxy may connect to when only a client's word names them (CWE-918, server-side request forgery).
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

/** Cloud metadata services that do not lie in a link-local range. */
const metadata = new Set(['fd00:ec2::254', '100.100.100.200']);
const privateRanges = new Set(['private', 'uniqueLocal', 'carrierGradeNat']);

/**
 * Whether an address may be connected to. Loopback, link-local (with 169.254.169.254), multicast, reserved and this
 * machine's own addresses never; private networks only when the school says that it has an intranet.
 */
export function isReachableAddress(address: string, privateNetworks: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = embeddedIPv4(ipaddr.process(address));
  const text = parsed.toString();
  if (metadata.has(text) || isOwnAddress(text)) return false;
  const range = parsed.range();
  return range === 'unicast' || (privateNetworks && privateRanges.has(range));
}

/** NAT64 (RFC 6052) and 6to4 (RFC 3056) addresses reach the IPv4 host inside them, so that one is judged. */
function embeddedIPv4(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  const range = address.range();
  const bytes = address.toByteArray();
  if (range === 'rfc6052') return ipaddr.fromByteArray(bytes.slice(12));
  return range === '6to4' ? ipaddr.fromByteArray(bytes.slice(2, 6)) : address;
}

function isOwnAddress(text: string): boolean {
  return Object.values(networkInterfaces()).some((interfaces) =>
    interfaces?.some(({ address }) => ipaddr.process(address).toString() === text),
  );
}
