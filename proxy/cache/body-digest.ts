// The name of a body: the SHA-256 of its bytes. Equal bodies of different addresses are one file.
import { createHash, hash, type Hash } from 'node:crypto';

/** 64 hexadecimal digits. */
export const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes);

/** The same of a body that streams past. */
export class BodyDigest {
  readonly #hash: Hash = createHash('sha256');

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** To be called once, at the end. */
  finish(): string {
    return this.#hash.digest('hex');
  }
}
