// What people do in the extension, as it travels between the extension and the school's server, and to the dashboard.
import { z } from 'zod';
import { ownAgreementSchema } from './agreement-api.ts';
import { reportsSchema } from './monitoring-policy.ts';
import { lessonRefSchema, whitelistRequestSchema } from './whitelist-request.ts';

/** Made once for one form, so that what is sent twice is there once. */
const onceSchema = z.string().regex(/^[0-9a-f-]{20,40}$/);

/** GET /api/extension/mine: what the person of the device may know of themselves and may do. */
export const mineSchema = z.object({
  /** `null`: the school does not know who uses the device. */
  name: z.string().nullable(),
  staff: z.boolean(),
  /** Newest first, at most 20. */
  requests: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      host: z.string(),
      path: z.string().nullable(),
      state: whitelistRequestSchema.shape.state,
      /** Of the decision. */
      reason: z.string().nullable(),
      until: z.number().nullable(),
    }),
  ),
  reports: reportsSchema,
  /** For staff: what a lesson can be chosen from. */
  lessons: z
    .object({
      classes: z.array(z.object({ id: z.string(), name: z.string() })),
      periods: z.array(z.object({ id: z.string(), name: z.string(), from: z.string(), to: z.string() })),
      /** `YYYY-MM-DD`. */
      today: z.string(),
    })
    .nullable(),
  timeZone: z.string(),
  /** The rules for acceptable use that are this person's; `null`: none are. */
  agreement: ownAgreementSchema.nullable(),
});
export type Mine = z.infer<typeof mineSchema>;

/** POST /api/extension/ask → siteAskedSchema. Staff send a lesson, pupils none. */
export const siteAskSchema = z.object({
  once: onceSchema,
  url: z.string().trim().min(3).max(4096),
  wholeSite: z.boolean(),
  lesson: lessonRefSchema.nullable(),
  reason: z.string().trim().min(5, 'Say in a few words why you need it.').max(1000),
});
export type SiteAsk = z.infer<typeof siteAskSchema>;
export const siteAskedSchema = z.object({ state: whitelistRequestSchema.shape.state });
export type SiteAsked = z.infer<typeof siteAskedSchema>;

/** POST /api/extension/report: somebody tells the school something. Without a name, nothing of who or which device is kept. */
export const tellSchema = z.object({
  once: onceSchema,
  /** One of the policy's people, or `null`. */
  to: z.string().max(100).nullable(),
  named: z.boolean(),
  text: z.string().trim().min(3).max(4000),
});
export type Tell = z.infer<typeof tellSchema>;

/** GET /api/reports (read-reports) → reportsListSchema, newest first. POST /api/reports/:id/seen (read-reports). */
export const reportsListSchema = z.object({
  reports: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      /** `null`: told without a name. */
      from: z.string().nullable(),
      to: z.string().nullable(),
      text: z.string(),
      seen: z.object({ at: z.number(), by: z.string() }).nullable(),
    }),
  ),
});
