// A cheap look at an address before any expression reads it: whether three characters with which a required text begins are in it.
import { stopSpellings } from '../table/path-prefixes.ts';
import { HostGate } from './host-gate.ts';
import { shortestRequired } from './required-text.ts';

export class ExpressionGate {
  /** `null` where nothing that is known is required: then every address has to be read. */
  readonly #beginnings: HostGate | null;
  readonly #none: boolean;
  /** Characters of host and path that expressions read. */
  readonly #read: number;

  /** @param required texts (`requiredText`) of all expressions, `null` where one requires nothing that is known */
  constructor(required: readonly string[] | null, read: number) {
    this.#none = required !== null && required.length === 0;
    this.#read = read;
    this.#beginnings = required === null ? null : beginningsOf(required);
  }

  /** Never `false` for an address that one of the expressions matches. `path` with its query. */
  mayMatch(host: string, path: string): boolean {
    if (this.#none) return false;
    if (this.#beginnings === null) return true;
    const beginnings = this.#beginnings;
    return readOtherwise.test(path)
      ? stopSpellings(path).some((spelling) => this.#hasBeginning(beginnings, host, spelling))
      : this.#hasBeginning(beginnings, host, path);
  }

  #hasBeginning(beginnings: HostGate, host: string, path: string): boolean {
    let last3 = 0;
    for (let at = 0; at < host.length; at++) {
      last3 = ((last3 << 8) | (host.charCodeAt(at) & 255)) & 0xffffff;
      if (beginnings.mayHave(hashOf(last3))) return true;
    }
    const end = Math.min(path.length, this.#read - host.length);
    for (let at = 0; at < end; at++) {
      let character = path.charCodeAt(at);
      if (character >= 65 && character <= 90) character |= 32;
      last3 = ((last3 << 8) | (character & 255)) & 0xffffff;
      if (beginnings.mayHave(hashOf(last3))) return true;
    }
    return false;
  }
}

/** What a path must hold for servers to read it otherwise than it stands. */
const readOtherwise = /[%;\\]|\/\//;

const hashOf = (three: number): number => Math.imul(three, 0x9e3779b1) >>> 12;

/** A bitmap of these hashes, small enough to stay in the processor's nearest cache. */
function beginningsOf(texts: readonly string[]): HostGate {
  const beginnings = HostGate.for(texts.length);
  for (const text of texts) {
    let three = 0;
    for (let at = 0; at < shortestRequired; at++) three = (three << 8) | (text.charCodeAt(at) & 255);
    beginnings.add(hashOf(three));
  }
  return beginnings;
}
