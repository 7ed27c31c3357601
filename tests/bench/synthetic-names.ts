// Names for lists of any size, none of them a real site. Lengths, depths, suffixes and the share of bare addresses are near
// those of large public lists (mean 16 to 17 characters, a quarter below a domain, one line in ten an IPv4 address).
import { seededRandom, type Random } from '#main/demo/random.ts';

/** Shares of a hundred. */
const suffixes: readonly (readonly [number, string])[] = [
  ...([
    [52, 'com'],
    [8, 'net'],
    [5, 'org'],
    [4, 'de'],
    [4, 'ru'],
    [3, 'info'],
    [3, 'fr'],
    [2, 'nl'],
    [2, 'pl'],
    [2, 'it'],
    [2, 'br'],
  ] as const),
  ...([
    [2, 'co.uk'],
    [2, 'com.br'],
    [1, 'co.jp'],
    [1, 'com.au'],
    [2, 'xyz'],
    [2, 'top'],
    [1, 'biz'],
    [1, 'tv'],
    [1, 'me'],
  ] as const),
];
const depths: readonly (readonly [number, number])[] = [
  [74, 1],
  [20, 2],
  [5, 3],
  [1, 4],
];
const subdomains = ['www', 'm', 'blog', 'shop', 'cdn', 'img', 'forum', 'live', 'mail', 'static'];
const addressShare = 0.1;

const beginnings = [
  ...'bcdfghjklmnprstvwz',
  'br',
  'ch',
  'cl',
  'cr',
  'dr',
  'fl',
  'fr',
  'gr',
  'pl',
  'pr',
  'sh',
  'sl',
  'sp',
  'st',
  'th',
  'tr',
];
const middles = [...'aeiouy', 'ai', 'ea', 'ee', 'ie', 'oo', 'ou'];
const ends = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'ck', 'ng', 'rd', 'st'];

/** Made-up words of one to three syllables. */
function word(random: Random): string {
  let text = '';
  for (
    let syllables = random.weighted([
      [5, 1],
      [6, 2],
      [2, 3],
    ]);
    syllables > 0;
    syllables--
  )
    text += random.pick(beginnings) + random.pick(middles) + random.pick(ends);
  return text;
}

/**
 * So many different names, the same for the same seed. A number at the end of the registered label keeps each apart from
 * every other; addresses are of the block that is kept for later use (RFC 1112 §4), so that nobody has them.
 */
export function* syntheticNames(count: number, seed: number): Generator<string> {
  const random = seededRandom(seed);
  for (let number = 0; number < count; number++) {
    if (random.chance(addressShare)) {
      yield `${240 + ((number >>> 24) & 7)}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
      continue;
    }
    let name = `${word(random)}${number.toString(36)}.${random.weighted(suffixes)}`;
    for (let depth = random.weighted(depths); depth > 1; depth--)
      name = `${random.chance(0.5) ? random.pick(subdomains) : word(random)}.${name}`;
    yield name;
  }
}

/** A name that no list has, because no list here has a hyphen; otherwise of the same look. */
export function unlistedName(number: number, random: Random): string {
  const name = `${word(random)}-${number.toString(36)}.${random.weighted(suffixes)}`;
  return random.chance(0.6) ? name : `${random.pick(subdomains)}.${name}`;
}
