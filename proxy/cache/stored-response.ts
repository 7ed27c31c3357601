// What is kept about a response beside its body, and how that is written to a file.
import { crc32 } from 'node:zlib';
import { z } from 'zod';

const field = z.tuple([z.string(), z.string()]).readonly();

const storedResponseSchema = z.object({
  /** 64 hexadecimal digits, made by us: name of its file. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  url: z.string(),
  variant: z.string(),
  status: z.number().int(),
  statusText: z.string(),
  headers: z.array(field).readonly(),
  /** Request fields that the response was selected by (`Vary`). */
  selecting: z.array(z.tuple([z.string(), z.string().nullable()]).readonly()).readonly(),
  freshness: z.object({
    lifetime: z.number(),
    initialAge: z.number(),
    staleWhileRevalidate: z.number(),
    staleIfError: z.number(),
    neverStale: z.boolean(),
  }),
  /** When it was received, epoch milliseconds. */
  responseTime: z.number(),
  /** From the request to the last byte, when it was fetched; milliseconds. */
  originMs: z.number().nonnegative().default(0),
  /** A response without a body by definition (204), as against one with an empty body. */
  bodyless: z.boolean(),
  /** Which bytes of how many these are; `null`: all of them. */
  part: z
    .object({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative(), total: z.number().int().positive() })
    .readonly()
    .nullable(),
});

/** Bytes of a larger body, first and last inclusive. */
export type Part = NonNullable<z.infer<typeof storedResponseSchema>['part']>;

/** Immutable: freshening a stored response makes a new one. */
export type StoredResponse = Readonly<z.infer<typeof storedResponseSchema>>;

const recordSchema = z.object({
  format: z.literal(2),
  response: storedResponseSchema,
  /** SHA-256 of the body: the name of its file. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  length: z.number().int().nonnegative(),
  checksums: z.array(z.number().int()),
});

export interface StoredRecord {
  readonly response: StoredResponse;
  readonly digest: string;
  readonly length: number;
  readonly checksums: readonly number[];
}

/** One line with the checksum of the rest, then JSON. */
export function encodeRecord(record: StoredRecord): Buffer {
  const json = Buffer.from(JSON.stringify({ format: 2, ...record }));
  return Buffer.concat([Buffer.from(`${crc32(json).toString(16).padStart(8, '0')}\n`), json]);
}

/** `null` for anything that we did not write just so. */
export function decodeRecord(bytes: Buffer): StoredRecord | null {
  const json = bytes.subarray(9);
  if (bytes.length < 10 || bytes[8] !== 10 || bytes.toString('latin1', 0, 8) !== crc32(json).toString(16).padStart(8, '0')) return null;
  try {
    const parsed = recordSchema.safeParse(JSON.parse(json.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Seconds (RFC 9111 §4.2.3). */
export function currentAge(response: StoredResponse, now: number): number {
  return response.freshness.initialAge + Math.max(0, now - response.responseTime) / 1000;
}

/** Milliseconds by which the clock may have been set back without anybody noticing. */
const clockTolerance = 60_000;

/** A response from the future: the clock was set back, and nothing that depends on its age can be told. */
export const isFromLater = (response: StoredResponse, now: number): boolean => response.responseTime - now > clockTolerance;

/** Seconds of freshness left; 0 or less when stale. 0 where the clock was set back: then it must be validated. */
export function freshnessLeft(response: StoredResponse, now: number): number {
  if (isFromLater(response, now)) return 0;
  return response.freshness.lifetime - currentAge(response, now);
}
