// Who is behind a connection: the ways of telling, in their order.
import type { SchoolStore } from '#store/school-store.ts';
import type { Sightings } from '#store/sightings.ts';
import { andThen, type Soon } from '../exchange/soon.ts';
import type { AddressEntry } from './address-ranges.ts';
import { byAddress } from './by-address.ts';
import { byToken } from './by-token.ts';
import { credentialsOf } from './credentials.ts';
import type { Identity, Shown, Unidentified, Way } from './identity.ts';
import { schoolRegister } from './school-register.ts';

export interface Claim {
  /** `Proxy-Authorization` as sent, `null` when there was none. */
  readonly authorization: string | null;
  readonly address: string | null;
  /** When it was shown, epoch milliseconds. */
  readonly shownAt: number;
  /** Now, epoch milliseconds. */
  readonly at: number;
}

export interface Directory {
  /** Rejects when the store fails. */
  identify(claim: Claim): Soon<Identity | Unidentified>;
}

function asked([way, ...others]: readonly Way[], shown: Shown): Soon<Identity | Unidentified> {
  if (way === undefined) return 'credentials-wanted';
  return andThen(way(shown), (answer) => (answer === 'not-mine' ? asked(others, shown) : answer));
}

/** Throws a `RangeError` for an address entry that is not a network in CIDR notation. */
export function directory(
  school: SchoolStore,
  addresses: readonly AddressEntry[],
  sightings: Pick<Sightings, 'seen'>,
  clock: () => number,
): Directory {
  const register = schoolRegister(school, clock);
  // The first that does not say "not mine" is believed.
  const ways: readonly Way[] = [byToken(register), byAddress(register, addresses)];
  return {
    identify({ authorization, address, shownAt, at }) {
      const credentials = authorization === null ? null : credentialsOf(authorization);
      if (authorization !== null && credentials === null) return 'credentials-wanted';
      return andThen(asked(ways, { credentials, address, shownAt, at }), (answer) => {
        if (typeof answer !== 'string' && answer.device !== null) sightings.seen(school.devices, answer.device, at);
        return answer;
      });
    },
  };
}
