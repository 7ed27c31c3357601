// Adblock lists, as far as they say that a whole host or a path is not to be reached (`||domain^`). Everything narrower
// would block more here than its author meant, so it is refused with its reason.
import { getPublicSuffix } from 'tldts';
import { isPublicSuffix } from '../engine/host-suffixes.ts';
import { lineProblems } from './line-problems.ts';
import type { LineReader, LineReading } from './list-item.ts';
import { readAddress } from './read-address.ts';
import { hostItem } from './read-domains.ts';

/** Options that leave a rule as wide as it is. */
const harmless = new Set(['important', 'all', 'document', 'doc', 'popup', 'match-case', '~match-case']);
/** Kinds of request. */
const kinds =
  /^~?(?:script|image|stylesheet|css|object|xmlhttprequest|xhr|subdocument|frame|ping|beacon|websocket|webrtc|font|media|other|popunder|inline-script|inline-font|object-subrequest|genericblock|generichide|ghide|elemhide|ehide|specifichide|shide|content|jsinject|urlblock|stealth|empty|mp4)$/;

const reasons = {
  cosmetic: 'The rule hides parts of pages or runs scripts in them; it does not say that a host is not to be reached.',
  party: 'The rule holds only for requests from other sites.',
  kinds: 'The rule holds only for some kinds of request.',
  sites: 'The rule holds only on some sites.',
  option: 'The rule has an option that a block of a whole host cannot express.',
  pattern: 'The rule looks for a text anywhere in an address.',
  wildcard: 'The rule has an asterisk inside.',
  expression: 'The rule is a regular expression on whole addresses, with their scheme.',
  narrowException: 'The exception is narrower than a host, so it cannot be made here.',
} as const;

export const readAdblock: LineReader = (line) => {
  const content = line.trim();
  if (content === '' || content.startsWith('!') || /^\[[^\]]*\]$/.test(content) || /^#(?:\s|$)/.test(content)) return { items: [] };
  if (/#@?[$?%]*#|#@?%#|\$@?\$/.test(content)) return { problem: reasons.cosmetic };
  const isException = content.startsWith('@@');
  const rule = isException ? content.slice(2) : content;
  if (/^\/.*\/(?:\$|$)/.test(rule)) return { problem: reasons.expression };
  const [pattern, options] = splitOptions(rule);
  const narrowed = narrowing(options);
  if (narrowed !== null) return { problem: narrowed };
  const reading = readPattern(pattern);
  if ('problem' in reading || !isException) return reading;
  return reading.items.every((item) => item.kind === 'host' && item.path === null)
    ? { items: [], exceptions: reading.items }
    : { problem: reasons.narrowException };
};

/** Options stand behind the last dollar sign that does not belong to an address. */
function splitOptions(rule: string): [pattern: string, options: string[]] {
  const dollar = rule.lastIndexOf('$');
  if (dollar === -1 || !/^[\w~,=|.*/:^@-]+$/.test(rule.slice(dollar + 1))) return [rule, []];
  return [rule.slice(0, dollar), rule.slice(dollar + 1).split(',')];
}

/** Why the options make the rule narrower than its pattern, or `null`. */
function narrowing(options: readonly string[]): string | null {
  for (const option of options.map((each) => each.toLowerCase())) {
    const [name = ''] = option.split('=');
    if (harmless.has(option)) continue;
    if (/^~?(?:third-party|3p|first-party|1p|strict3p|strict1p)$/.test(name)) return reasons.party;
    if (kinds.test(name)) return reasons.kinds;
    if (/^(?:domain|from|to|denyallow|client|ctag|app|method|header|ipaddress)$/.test(name)) return reasons.sites;
    return reasons.option;
  }
  return null;
}

/** `||host^`, `||host/path`, `|https://host/…`. */
function readPattern(pattern: string): LineReading {
  const anchored = /^(?:\|\||\|https?:\/\/)(.*)$/is.exec(pattern);
  if (anchored?.[1] === undefined) return { problem: reasons.pattern };
  const address = anchored[1].replace(/^\*\./, '').replace(/[\^|*]+$/, '');
  if (address.includes('*')) return { problem: reasons.wildcard };
  if (/[\^|]/.test(address)) return { problem: reasons.pattern };
  const read = readAddress(address, 'lenient');
  if ('problem' in read) return read;
  // `||` means whatever is below a name, and a list of these is not always careful about whose names those are.
  const suffix = pattern.startsWith('||') && read.path === null && isPublicSuffix(read.host);
  if (suffix && getPublicSuffix(read.host) === read.host) return { problem: lineProblems.suffix };
  return { items: [hostItem(read.host, read.path, suffix)] };
}
