// An address as a list spells it, with or without a path. Every format that holds addresses reads them here.
import { canonicalPath } from '../engine/path-prefix.ts';
import { parseTarget } from '../engine/target.ts';
import { lineProblems } from './line-problems.ts';
import { checkedHost, isIpv6, readHost } from './read-host.ts';

/** A host and, where only a part of it is meant, a canonical path prefix. */
export interface ListAddress {
  readonly host: string;
  readonly path: string | null;
}

/** Whether ports and user names, which say nothing about what is judged, make a line bad or are left out. */
export type Leniency = 'strict' | 'lenient';

const longestAddress = 2_000;

/** Reads `example.org`, `example.org/path?query`, with or without `https://`. The problem is a sentence. Never throws. */
export function readAddress(text: string, leniency: Leniency): ListAddress | { readonly problem: string } {
  if (text.length > longestAddress) return { problem: lineProblems.tooLong };
  const bare = text.replace(/^https?:\/\//i, '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(bare)) return { problem: lineProblems.scheme };
  const end = bare.search(/[/?#\\]/);
  // The address parser would take the first folder of a path for the host.
  if (end === 0) return { problem: lineProblems.notHost };
  if (end === -1 && !/[@:[\]]/.test(bare)) return wholeHost(bare);
  let authority = end === -1 ? bare : bare.slice(0, end);
  if (authority.includes('@')) {
    if (leniency === 'strict') return { problem: lineProblems.userName };
    authority = authority.slice(authority.lastIndexOf('@') + 1);
  }
  const bareIpv6 = isIpv6(authority);
  const port = bareIpv6 ? null : /\]?(:\d*)$/.exec(authority);
  if (port?.[1] !== undefined) {
    if (leniency === 'strict') return { problem: lineProblems.port };
    authority = authority.slice(0, -port[1].length);
  }
  if (end === -1) return wholeHost(authority);
  const target = parseTarget(`https://${bareIpv6 ? `[${authority}]` : authority}${bare.slice(end)}`);
  if (target?.path === undefined || target.path === null) return { problem: lineProblems.notHost };
  const checked = checkedHost(target.host);
  if ('problem' in checked) return { problem: lineProblems[checked.problem] };
  const path = canonicalPath(target.path);
  if (path !== '/') return { host: checked.host, path };
  return bare.includes('#') ? { problem: lineProblems.fragment } : { host: checked.host, path: null };
}

function wholeHost(text: string): ListAddress | { readonly problem: string } {
  const read = readHost(text);
  return 'problem' in read ? { problem: lineProblems[read.problem] } : { host: read.host, path: null };
}
