// The school's settings for this browser, as its policy sets them in managed storage.
import { z } from 'zod';

const settingsSchema = z.object({
  serverUrl: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  enrolmentKey: z.string().min(16).max(200),
  user: z.string().trim().min(1).max(200).nullish(),
  deviceName: z.string().trim().min(1).max(100).nullish(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The settings, or `null` while there are none that can be used. */
export function readSettings(raw: unknown): Settings | null {
  const read = settingsSchema.safeParse(raw);
  return read.success ? read.data : null;
}
