// What enrolment made of this browser: one of a school's devices.
import { enrolResponseSchema } from '#policies/contracts/extension-api.ts';
import { z } from 'zod';

export const membershipSchema = enrolResponseSchema.extend({
  serverUrl: z.string(),
  /** Fingerprint of the settings and the person that it was enrolled with; when it differs the browser enrols again. */
  enrolledAs: z.string(),
});
export type Membership = z.infer<typeof membershipSchema>;

export type MemoryName = 'membership' | 'bundle' | 'install' | 'clock' | 'updated' | 'list-key' | 'proxy-token' | 'agreement';

/** Small things that must outlive the service worker and the browser. */
export interface MemoryShelf {
  read(name: MemoryName): Promise<unknown>;
  write(name: MemoryName, value: unknown): Promise<void>;
}
