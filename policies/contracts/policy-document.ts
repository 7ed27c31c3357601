import { z } from 'zod';
import { effects } from '../model/effect.ts';
import { groupSchema } from '../model/group.ts';
import { ruleSchema } from '../model/rule.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A school's policy as people edit it; the compiler turns it, with the lists, into a bundle. */
export const policySchema = z.object({
  format: z.literal(1),
  /** IANA zone that periods are told in. */
  timeZone: z.string(),
  periods: z.array(z.object({ id: z.string(), name: z.string(), from: clockTime, to: clockTime })),
  groups: z.array(groupSchema),
  /** Phase → category → effect. A category without an entry is allowed. */
  grid: z.record(z.string(), z.record(z.string(), z.enum(effects))),
  /** Phase → what happens to a site that no list knows. */
  unknownSites: z.record(z.string(), z.enum(effects)),
  /** Phase → obligations that every exchange of the phase carries. */
  obligations: z.record(z.string(), z.object({ safeSearch: z.boolean(), videoRestriction: z.boolean() })),
  /** Rules of the layers `decision`, `school` and `group`. */
  rules: z.array(ruleSchema),
  /** Host names whose TLS is relayed unread (banking, health). The event says that nothing was read. */
  passThrough: z.array(z.string()),
});
export type PolicyDocument = z.infer<typeof policySchema>;
