// Addresses as people, pages and programs write them: read to a target, written out, read again; and what they carry inside.
import { carriedTargets } from '#policies/engine/carried-address.ts';
import { formatTarget, parseTarget, targetOfAuthority } from '#policies/engine/target.ts';
import type { Target } from '#policies/model/target.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mustBe } from './must-be.ts';

const seeds = [
  'https://example.org/a?b=1#c',
  'HTTP://user:pw@ex%61mple.org.:8080//a/../b;x=1',
  'wss://[2001:db8::1]:444/socket',
  'http://0x7f.1/',
  'https://[::ffff:192.0.2.1]/',
  'https://münchen.example/straße',
  'https://de-m-wikipedia-org.translate.goog/wiki/X?_x_tr_sl=de',
  'https://translate.google.com/translate?sl=auto&u=https%3A%2F%2Fgames.example%2Fplay',
  'https://web.archive.org/web/2020id_/http://games.example/play',
  'https://proxy.example/browse.php?u=aHR0cHM6Ly9nYW1lcy5leGFtcGxlLw==&b=4',
  'https://proxy.example/https://games.example/?http://other.example/',
  'https://webcache.googleusercontent.com/search?q=cache:abc:games.example/play',
];

export const fuzzTarget: FuzzTarget = {
  name: 'address',
  once(bytes) {
    const text = new TextDecoder().decode(bytes);
    const target = parseTarget(text);
    if (target !== null) examine(target);
    const authority = targetOfAuthority(text);
    if (authority === null) return;
    mustBe(authority.path === null, 'an authority has no path');
    examine(authority);
  },
  seeds: seeds.map((text) => new TextEncoder().encode(text)),
};

function examine(target: Target): void {
  holds(target);
  const again = parseTarget(formatTarget(target));
  mustBe(again !== null, 'what was written out can be read');
  // An authority has no path; read as an address it has the shortest.
  const wanted = { ...target, path: target.path ?? '/' };
  mustBe(JSON.stringify(again) === JSON.stringify(wanted), 'what was written out is read as the same');
  const inner = carriedTargets(target);
  mustBe(inner.length <= 16, 'an address carries a few others at most');
  for (const one of inner) holds(one);
}

function holds({ host, port, path }: Target): void {
  mustBe(host === host.toLowerCase(), 'a host is in lower case');
  mustBe(host.length <= 253 && !/[\s/?#@\\[\]%]|\.$|^\.|\.\.|^$/.test(host), 'a host is in canonical spelling');
  mustBe(Number.isInteger(port) && port > 0 && port < 65_536, 'a port is a port');
  mustBe(path === null || (path.startsWith('/') && !path.includes('#')), 'a path begins with a slash and has no fragment');
}
