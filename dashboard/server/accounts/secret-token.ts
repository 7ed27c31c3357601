// Secrets that are handed out once and kept only as a hash, and the random ids of what we keep.
import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as base64url: session ids, device tokens, one-time links. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Lower-case hex SHA-256: how a random token is kept. Not for passwords, which people choose. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A new id, 64 random bits behind a word that says what it names. */
export function newId(kind: string): string {
  return `${kind}-${randomBytes(8).toString('hex')}`;
}
