import { z } from 'zod';
import { effects } from './effect.ts';
import { layers } from './layer.ts';

/** Where a rule comes from, so that a verdict can say so. */
export const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built-in'), name: z.string() }),
  z.object({ kind: z.literal('list'), list: z.string(), line: z.number().int().positive() }),
  z.object({ kind: z.literal('decision'), request: z.string(), by: z.string() }),
  z.object({ kind: z.literal('policy'), name: z.string() }),
]);
export type Origin = z.infer<typeof originSchema>;

/**
 * What a rule matches. `host` matches itself and every subdomain by whole labels; `path` is a prefix that ends at
 * `/ ? & =` or at the end. Where strangers register names below the host (`github.io`), it matches those only with `below`.
 * `category` matches every target that a list puts in the category, `list` what one of the policy's own lists names, `range`
 * the IP addresses of a CIDR block (RFC 4632, RFC 4291 §2.3), `expression` an address that a regular expression (RE2) finds
 * something in, `video` the page and the player of one video, named by any of its addresses or as `youtube:dQw4w9WgXcQ`, `channel` the
 * page of a channel and all its videos, named by the address of its page or as `youtube:@name`.
 */
export const matchSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({
    kind: z.literal('host'),
    host: z.string().min(1).max(253),
    path: z.string().startsWith('/').nullable(),
    below: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('category'), category: z.string() }),
  z.object({ kind: z.literal('list'), list: z.string() }),
  z.object({ kind: z.literal('range'), range: z.string().max(50) }),
  z.object({ kind: z.literal('expression'), expression: z.string().min(1).max(1000) }),
  z.object({ kind: z.literal('video'), video: z.string().min(1).max(1000) }),
  z.object({ kind: z.literal('channel'), channel: z.string().min(1).max(1000) }),
]);
export type Match = z.infer<typeof matchSchema>;

/** Windows of one rule: two lessons on each day of a school year. */
export const mostWindows = 400;
/** Hosts whose pages may embed what one rule opens. */
export const mostEmbedders = 64;

/** From `from` (inclusive) to `until` (exclusive), epoch milliseconds. */
export const windowSchema = z.object({ from: z.number(), until: z.number() });
export type Window = z.infer<typeof windowSchema>;

/** One rule of a school's policy. Expiry is data: `from` and `until` are compared with the request's own `at`. */
export const ruleSchema = z.object({
  id: z.string().min(1).max(100),
  layer: z.enum(layers),
  effect: z.enum(effects),
  match: matchSchema,
  /** A group id, or `person:<subject id>`. */
  audience: z.string(),
  /** First moment at which the rule holds (inclusive), epoch milliseconds, or `null` for always. */
  from: z.number().nullable(),
  /** First moment at which the rule no longer holds (exclusive), epoch milliseconds, or `null` for never. */
  until: z.number().nullable(),
  /** Id of the policy's schedule outside of which the rule does not hold. */
  schedule: z.string().optional(),
  /** Stretches between `from` and `until` outside of which the rule does not hold, such as a plan's lessons: in their order, apart. */
  windows: z.array(windowSchema).min(1).max(mostWindows).optional(),
  /**
   * The rule holds only for what pages at these hosts, or below them, show within themselves (pictures, fonts, scripts, frames), never for a page
   * that somebody goes to. Permissions for hosts only.
   */
  embedded: z.array(z.string().min(1).max(253)).min(1).max(mostEmbedders).optional(),
  origin: originSchema,
  /** Why somebody made it, in words that a pupil may read. */
  reason: z.string().max(500).nullable(),
});
export type Rule = z.infer<typeof ruleSchema>;
