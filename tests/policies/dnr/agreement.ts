// Whether the floor may differ from the judge about an address, by what it says itself that it does not express.
import type { NotExpressed } from '#policies/dnr/not-expressed.ts';
import { isAddress } from '#policies/engine/host-suffixes.ts';
import { canonicalPath, lenientPath } from '#policies/engine/path-prefix.ts';
import type { Target } from '#policies/model/target.ts';
import type { Verdict } from '#policies/model/verdict.ts';

/** Why the floor may let through what the judge stops; `null` where nothing that it lists is about it. */
export function mayLetThrough(listed: readonly NotExpressed[], target: Target, { because }: Verdict): NotExpressed | null {
  return listed.find((entry) => isAbout(entry, target, because)) ?? null;
}

/** Whether the floor may stop an address that the judge does not: only where it reads an expression otherwise. */
export function mayStop(listed: readonly NotExpressed[], { path, port, scheme }: Target): boolean {
  const plain = usualPorts.includes(`${scheme}:${port}`) && !isOddlySpelt(path ?? '') && (path ?? '').length < 250;
  return !plain && listed.some(({ kind }) => kind === 'expression-edges');
}

function isAbout({ kind, what }: NotExpressed, { host, path, port, scheme }: Target, { rule, list, carried }: Verdict['because']): boolean {
  const named = what.startsWith(`rule ${rule.id}: `) || (list !== null && new RegExp(`list ${list.id}(?: |,|:)`).test(what));
  switch (kind) {
    case 'carried':
      return carried !== undefined;
    case 'path-spelling':
      return isOddlySpelt(path ?? '');
    case 'stopped-path':
      return `${host}${path ?? ''}`.toLowerCase().includes(what.toLowerCase());
    case 'embedded-permission':
    case 'permitted-path': {
      const permitted = what.slice(0, what.indexOf('/'));
      return host === permitted || host.endsWith(`.${permitted}`);
    }
    case 'range':
      return named || isAddress(host);
    case 'expression-edges':
      return named && (!usualPorts.includes(`${scheme}:${port}`) || (path ?? '').length > 1_500);
    case 'below-permission':
      return true;
    case 'table':
    case 'keyed-list':
    case 'expression':
      return named;
    case 'safe-search':
      return false;
  }
}
const usualPorts = ['http:80', 'ws:80', 'https:443', 'wss:443'];

export function isOddlySpelt(path: string): boolean {
  const canonical = canonicalPath(path);
  return canonical !== path || lenientPath(canonical) !== canonical;
}
