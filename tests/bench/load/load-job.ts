// What the load generator is told to do, and what it says of it.
import { z } from 'zod';

export const loadJob = z.object({
  /** Of the proxy; `null`: straight to the origin. */
  port: z.number().nullable(),
  /** `https` in a tunnel that the proxy reads, or plain `http` in absolute form. */
  scheme: z.enum(['https', 'http']),
  /** PEM that certificates are verified against; empty: not verified. */
  authority: z.string(),
  /** The connections go to `h<first>.bench.test` and the `count - 1` after it, in turn; to `named` where that is given. */
  hosts: z.object({ first: z.number(), count: z.number(), named: z.string().optional() }),
  /** Asked for in turn; `#` becomes a number below `objects`. */
  paths: z.array(z.string()),
  objects: z.number().default(1),
  /** Requests in flight at most. */
  width: z.number(),
  /** Asked before counting begins. */
  warm: z.number().default(0),
  total: z.number(),
  /** Requests on a connection before it is closed and another is opened; 0: it is kept. */
  perConnection: z.number().default(0),
  /** Bytes of each body. */
  bytes: z.number(),
});
export type LoadJob = z.input<typeof loadJob>;

export const loadResult = z.object({ answers: z.number(), bytes: z.number() });
export type LoadResult = z.infer<typeof loadResult>;

/** From the generator: everything is open and warm, all is done, or why not. */
export const loadMessage = z.union([z.object({ warm: z.literal(true) }), z.object({ done: loadResult }), z.object({ failed: z.string() })]);
