// Which sites' programs do not take our certificate, learnt from the handshakes that they break off: applications that know
// their server's own certificate (pinning) work only when they are not read. Nothing is passed through because of it; a
// technician is shown what was seen.
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { LRUCache } from 'lru-cache';

/** What was seen of a host. No person and no device is named, and none can be found out. */
export interface Rejections {
  readonly host: string;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly last: number;
  readonly times: number;
  /** One bit for each 64th of all devices, hexadecimal: tells about how many there were, and not which. */
  readonly devices: string;
}

export interface RejectionBook {
  /** A device finished a handshake: it trusts our authority, so what it rejects it rejects for the site's sake. */
  accepted(device: string | null): void;
  rejected(host: string, device: string | null): void;
  /** What several devices rejected often enough, is not too long ago, and may still be proposed; most often first. */
  worthTelling(): Rejections[];
}

export interface RejectionBookOptions {
  readonly clock: () => number;
  /** Whether a host may be proposed by the policy in force; asked when it is noted and again when it is told. */
  readonly mayPropose: (host: string) => boolean;
  /** Keeps the bits of one school from being compared with those of another. */
  readonly salt: string;
  readonly before: readonly Rejections[];
}

const fewestTimes = 5;
const fewestDevices = 2;
/** Without another rejection a host is forgotten after a fortnight. */
const forgottenAfter = 14 * 86_400_000;
const mostHosts = 2_000;
const mostDevices = 20_000;

export function rejectionBook({ clock, mayPropose, salt, before }: RejectionBookOptions): RejectionBook {
  const trusting = new LRUCache<string, true>({ max: mostDevices });
  const hosts = new LRUCache<string, Rejections>({ max: mostHosts });
  for (const known of before) hosts.set(known.host, known);
  return {
    accepted(device) {
      if (device !== null) trusting.set(device, true);
    },
    rejected(host, device) {
      // A device that takes no certificate of ours at all was never given our authority: that is another fault.
      if (device === null || !trusting.has(device) || isIP(host) !== 0 || !mayPropose(host)) return;
      const at = clock();
      const known = hosts.get(host);
      const earlier = known !== undefined && at - known.last < forgottenAfter ? known : { since: at, times: 0, devices: '0' };
      const devices = (BigInt(`0x${earlier.devices}`) | bitOf(device, salt)).toString(16);
      hosts.set(host, { host, since: earlier.since, last: at, times: earlier.times + 1, devices });
    },
    worthTelling() {
      const now = clock();
      return [...hosts.values()]
        .filter(
          (each) =>
            each.times >= fewestTimes && devicesOf(each) >= fewestDevices && now - each.last < forgottenAfter && mayPropose(each.host),
        )
        .toSorted((one, other) => other.times - one.times);
    },
  };
}

/** How many devices there were at least. */
export const devicesOf = ({ devices }: Pick<Rejections, 'devices'>): number =>
  BigInt(`0x${devices}`).toString(2).replaceAll('0', '').length;

const bitOf = (device: string, salt: string): bigint =>
  1n << BigInt(createHash('sha256').update(`${salt}\n${device}`).digest().readUInt8(0) % 64);
