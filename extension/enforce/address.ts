// Which site an address in a tab or frame belongs to, also where it is not an address of the network.
import type { Target } from '#policies/model/target.ts';
import { parseTarget } from '#policies/engine/target.ts';

/** `nameless`: text that somebody put into the address itself; it belongs to no site, so no policy can know it. */
export type Address = { readonly kind: 'site'; readonly target: Target } | { readonly kind: 'nameless' } | { readonly kind: 'browser' };

const browsers: Address = { kind: 'browser' };
const nameless: Address = { kind: 'nameless' };

/** Pages made by a site (`blob:`, `filesystem:`) are that site's; what the browser shows by itself is nobody's. */
export function addressOf(url: string): Address {
  const scheme = url.slice(0, url.indexOf(':')).toLowerCase();
  if (scheme === 'data') return nameless;
  if (scheme === 'blob' || scheme === 'filesystem') {
    const { origin } = new URL(url);
    const target = parseTarget(origin);
    return target === null ? nameless : { kind: 'site', target };
  }
  if (!['http', 'https', 'ws', 'wss'].includes(scheme)) return browsers;
  const target = parseTarget(url);
  return target === null ? nameless : { kind: 'site', target };
}
