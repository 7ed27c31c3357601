// A cheap look at an address before any expression reads it: whether a required text is in it.
import { stopSpellings } from '../table/path-prefixes.ts';
import { shortestRequired } from './required-text.ts';

export class ExpressionGate {
  /** 1 for each pair of characters with which a text begins; `null` where nothing that is known is required: then every address has to be read. */
  readonly #pairs: Uint8Array | null;
  /** Required texts by their first three characters. */
  readonly #texts = new Map<number, string[]>();
  readonly #none: boolean;
  /** Characters of host and path that expressions read. */
  readonly #read: number;

  /** @param required texts (`requiredText`) of all expressions, `null` where one requires nothing that is known */
  constructor(required: readonly string[] | null, read: number) {
    this.#none = required !== null && required.length === 0;
    this.#read = read;
    this.#pairs = required === null ? null : new Uint8Array(1 << 16);
    for (const text of required ?? []) {
      const three = threeOf(text);
      if (this.#pairs !== null) this.#pairs[three >>> 8] = 1;
      const sharing = this.#texts.get(three);
      if (sharing === undefined) this.#texts.set(three, [text]);
      else if (!sharing.includes(text)) sharing.push(text);
    }
  }

  /** Never `false` for an address that one of the expressions matches. `path` with its query. */
  mayMatch(host: string, path: string): boolean {
    if (this.#none) return false;
    const pairs = this.#pairs;
    if (pairs === null) return true;
    return readOtherwise.test(path)
      ? stopSpellings(path).some((spelling) => this.#holdsText(pairs, host, spelling))
      : this.#holdsText(pairs, host, path);
  }

  /** Two characters tell most addresses from those that hold a text; where they do not, the third is looked at, and then the text. */
  #holdsText(pairs: Uint8Array, host: string, path: string): boolean {
    let pair = 0;
    for (let at = 0; at < host.length; at++) {
      pair = ((pair << 8) | (host.charCodeAt(at) & 255)) & 0xffff;
      if (pairs[pair] !== 0 && this.#standsAfter(pair, host, path, at)) return true;
    }
    const end = Math.min(path.length, this.#read - host.length);
    for (let at = 0; at < end; at++) {
      pair = ((pair << 8) | (lower[path.charCodeAt(at) & 255] ?? 0)) & 0xffff;
      if (pairs[pair] !== 0 && this.#standsAfter(pair, host, path, host.length + at)) return true;
    }
    return false;
  }

  /** Whether a text stands where its first two characters do, of which the last is at `second`. */
  #standsAfter(pair: number, host: string, path: string, second: number): boolean {
    const texts = this.#texts.get((pair << 8) | (characterAt(host, path, second + 1) & 255));
    return texts !== undefined && texts.some((text) => standsAt(text, host, path, second - 1));
  }
}

/** What a path must hold for servers to read it otherwise than it stands. */
const readOtherwise = /[%;\\]|\/\//;

/** Letters A to Z in lower case. */
const lower = Uint8Array.from({ length: 256 }, (_, code) => (code >= 65 && code <= 90 ? code | 32 : code));

/** Past the end it is no number. */
function characterAt(host: string, path: string, place: number): number {
  const character = place < host.length ? host.charCodeAt(place) : path.charCodeAt(place - host.length);
  return character >= 65 && character <= 90 ? character | 32 : character;
}

function standsAt(text: string, host: string, path: string, from: number): boolean {
  for (let at = shortestRequired; at < text.length; at++) if (characterAt(host, path, from + at) !== text.charCodeAt(at)) return false;
  return true;
}

function threeOf(text: string): number {
  let three = 0;
  for (let at = 0; at < shortestRequired; at++) three = (three << 8) | (text.charCodeAt(at) & 255);
  return three;
}
