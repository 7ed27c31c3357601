import { z } from 'zod';

/**
 * Where the words that a group's people type are read for phrases. Fields for passwords, payments and personal data are never
 * read, nor pages of confidential help, nor pages whose TLS is relayed unread.
 */
export const typingSchema = z.object({
  /** What is asked of AI chats. */
  chats: z.boolean().optional(),
  /** Pages of these categories. */
  categories: z.array(z.string().min(1).max(64)).max(100).optional(),
  /** Pages of these hosts and of what is below them. */
  sites: z.array(z.string().min(1).max(253)).max(1_000).optional(),
  /** Every page. */
  everywhere: z.boolean().optional(),
});
export type Typing = z.infer<typeof typingSchema>;

/** What people can tell the school from the extension. */
export const reportsSchema = z.object({
  /** Whether somebody may tell something without their name. */
  withoutName: z.boolean(),
  /** Who a report can be addressed to, as people know them: “Ms Okafor, safeguarding lead”. */
  people: z.array(z.string().trim().min(1).max(100)).max(20),
});
export type Reports = z.infer<typeof reportsSchema>;

/** What is watched of what people do, beyond the addresses they open and their searches, and what they can tell. */
export const monitoringSchema = z.object({
  /** Group → where typed words are read; inherited like the grid, but for staff only from groups of staff. */
  typing: z.record(z.string(), typingSchema),
  /** Without it: reports bear their name and are addressed to nobody in particular. */
  reports: reportsSchema.optional(),
});
export type MonitoringPolicy = z.infer<typeof monitoringSchema>;
