import { createHash } from 'node:crypto';
import type { Plain } from './database.ts';

export type FlatRecord = Readonly<Record<string, Plain>>;

/**
 * RFC 8785 (JCS) of an object of texts, whole numbers and nulls: names in the order of their UTF-16 code units, and
 * ECMAScript's own words for values. Nulls are left out, so that a column which a later version adds changes no digest.
 */
export function canonical(record: FlatRecord): string {
  const names = Object.keys(record).filter((name) => record[name] !== null);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(record[name])}`)
    .join(',')}}`;
}

/** Lower-case hex SHA-256. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
