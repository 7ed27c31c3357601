// 64-bit hashes of names. A host is hashed from its last character to its first, so that one pass gives the hash of every
// parent domain on the way; a path is hashed onwards from its host. A name is its hash from here on: a table of five
// million names holds no name.

/** Two 32-bit halves of a seed, drawn by whoever makes a table, so that nobody can prepare names that collide in it. */
export interface HashSeed {
  readonly a: number;
  readonly b: number;
}

/** Labels of the longest possible host: 253 characters, every second a dot. */
const mostLabels = 128;

/**
 * Hashes one host at a time. After `read(host)`, suffix `i` of `count` (0 is the top-level domain, `count - 1` the whole
 * host) begins at `starts[i]` and has the hash `hi[i]`, `lo[i]`. An IP address has no parents and one suffix.
 * The same object is read again and again, so that asking allocates nothing.
 */
export class NameHasher {
  readonly seed: HashSeed;
  readonly hi = new Uint32Array(mostLabels);
  readonly lo = new Uint32Array(mostLabels);
  readonly starts = new Uint8Array(mostLabels);
  count = 0;
  /** The host that was read last. */
  host = '';
  /** Hash of the path prefix that `pathStep` came to. */
  pathHi = 0;
  pathLo = 0;
  readonly #a = new Int32Array(mostLabels);
  readonly #b = new Int32Array(mostLabels);
  readonly #seedA: number;
  readonly #seedB: number;
  #pathA = 0;
  #pathB = 0;

  constructor(seed: HashSeed) {
    this.seed = seed;
    this.#seedA = seed.a | 0;
    this.#seedB = seed.b | 0;
  }

  /** `host` as `Target` has it: lower case, at most 253 characters. A longer one has no suffixes. */
  read(host: string): void {
    // Several questions about one host come one after the other.
    if (host === this.host) return;
    this.host = host;
    this.count = 0;
    const length = host.length;
    if (length === 0 || length > 253) return;
    const last = host.charCodeAt(length - 1);
    // After URL parsing only an IPv4 address ends in a digit label; an IPv6 address has no dot.
    const whole = last >= 48 && last <= 57 && isNumericLabel(host);
    let a = this.#seedA;
    let b = this.#seedB;
    let count = 0;
    for (let at = length - 1; at >= 0; at--) {
      const character = host.charCodeAt(at);
      if (character === dot && !whole) {
        this.#emit(count++, at + 1, a, b);
        if (count === mostLabels - 1) break;
      }
      a = Math.imul(a ^ character, 0x9e3779b1);
      b = Math.imul(((b << 13) | (b >>> 19)) ^ character, 0x5bd1e995);
    }
    this.#emit(count++, 0, a, b);
    this.count = count;
  }

  /** Begins the path that follows suffix `i`. */
  beginPath(i: number): void {
    this.#pathA = this.#a[i] ?? 0;
    this.#pathB = this.#b[i] ?? 0;
  }

  /** Hashes `path` from `from` to before `to` onwards; `pathHi` and `pathLo` are then those of the path up to `to`. */
  pathStep(path: string, from: number, to: number): void {
    let a = this.#pathA;
    let b = this.#pathB;
    for (let at = from; at < to; at++) {
      const character = path.charCodeAt(at);
      a = Math.imul(a ^ character, 0x9e3779b1);
      b = Math.imul(((b << 13) | (b >>> 19)) ^ character, 0x5bd1e995);
    }
    this.#pathA = a;
    this.#pathB = b;
    this.pathLo = finishLow(a, b);
    this.pathHi = finishHigh(this.pathLo, b);
  }

  #emit(i: number, start: number, a: number, b: number): void {
    this.#a[i] = a;
    this.#b[i] = b;
    const low = finishLow(a, b);
    this.lo[i] = low;
    this.hi[i] = finishHigh(low, b);
    this.starts[i] = start;
  }
}

const dot = 46;

/** Whether the last label is made of digits alone (WHATWG URL §3.5, “ends in a number”). */
function isNumericLabel(host: string): boolean {
  for (let at = host.length - 1; at >= 0; at--) {
    const character = host.charCodeAt(at);
    if (character === dot) return true;
    if (character < 48 || character > 57) return false;
  }
  return true;
}

// Together a bijection of the two lanes, so that finishing loses nothing (mixers after MurmurHash3's finaliser).
function finishLow(a: number, b: number): number {
  return mixed(a ^ Math.imul(b, 0xcc9e2d51));
}

function finishHigh(low: number, b: number): number {
  return mixed(b ^ ((low << 15) | (low >>> 17)));
}

function mixed(value: number): number {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
