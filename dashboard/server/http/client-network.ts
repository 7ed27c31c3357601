import ipaddr from 'ipaddr.js';

/**
 * What one client is counted by: an IPv4 address, or the /64 of an IPv6 one, because whoever holds an IPv6 address
 * usually holds all of its /64 (RFC 4291 §2.5.4).
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString();
}
