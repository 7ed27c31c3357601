import { z } from 'zod';
import { effects } from '../model/effect.ts';
import { layers } from '../model/layer.ts';
import { originSchema } from '../model/rule.ts';
import { severities } from '../model/severity.ts';
import { destinations } from '../model/target.ts';

/** Crockford base32, 12 digits (60 random bits): the reference number on a block page and the event's identity. */
export const referenceSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{12}$/);

/** `ordinary` events are batched; the other kinds are durable before the user is answered. */
export const eventKinds = ['ordinary', 'flagged', 'warned', 'blocked'] as const;
export type EventKind = (typeof eventKinds)[number];

/** What was asked, judged and done: one record an exchange, made by the enforcement point that acted. */
export const accessEventSchema = z.object({
  id: referenceSchema,
  at: z.number().int(),
  kind: z.enum(eventKinds),
  enforcedBy: z.object({ point: z.enum(['proxy', 'extension']), id: z.string().max(64) }),
  /** Number of the bundle that judged. */
  bundle: z.number().int().nonnegative(),
  subject: z.string().max(100),
  /** The phase (key stage, sixth form, staff, guest, unknown) that charts are drawn by. */
  phase: z.string().max(64),
  /** Narrowest group first, with every ancestor. */
  groups: z.array(z.string().max(64)).max(20),
  device: z.string().max(64).nullable(),
  /** Address of the client as the proxy saw it; the extension sends `null`. */
  clientAddress: z.string().max(64).nullable(),
  target: z.object({
    scheme: z.enum(['http', 'https', 'ws', 'wss']),
    host: z.string().max(253),
    port: z.number().int().min(1).max(65535),
    path: z.string().max(4096).nullable(),
  }),
  destination: z.enum(destinations),
  /** Where the device was, when it was away from the school's network. */
  place: z.literal('off-site').optional(),
  /** `true`: a person did it (navigation, search); `false`: background; `null`: this enforcement point cannot tell. */
  userAct: z.boolean().nullable(),
  effect: z.enum(effects),
  /** Of a warning: it was let through, because somebody had gone on from the page that warns. Absent: that page was shown, or nobody asked. */
  wentOn: z.literal(true).optional(),
  category: z.string().max(64).nullable(),
  rule: z.object({ id: z.string().max(100), layer: z.enum(layers), origin: originSchema }),
  list: z.object({ id: z.string().max(100), name: z.string().max(200), line: z.number().int() }).nullable(),
  flag: z
    .object({
      category: z.string().max(64),
      severity: z.enum(severities),
      list: z.string().max(100),
      line: z.number().int(),
      phrase: z.string().max(200),
    })
    .nullable(),
  /** What was searched for or asked; of typed words the few around a flagged phrase. */
  searchTerm: z.string().max(500).nullable(),
  /** The words were typed into a page and not seen in what was sent. */
  typed: z.literal(true).optional(),
  /** HTTP status that the client was answered with, where the enforcement point knows it. */
  status: z.number().int().min(0).max(999).nullable(),
  /** Body bytes sent to the client, where known. */
  bytes: z.number().int().nonnegative().nullable(),
});
export type AccessEvent = z.infer<typeof accessEventSchema>;
