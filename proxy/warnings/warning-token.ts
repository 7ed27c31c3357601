// What a warning's page sends back: which warning, shown to whom. Signed, so that nobody else's page can go on for somebody.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const warningSchema = z.object({
  /** The address that was asked for, as it is opened then. */
  url: z.string(),
  /** Person and device. */
  who: z.string(),
  /** `warningScope` of the verdict. */
  scope: z.string(),
  /** Epoch milliseconds. */
  until: z.number(),
});
export type ShownWarning = z.infer<typeof warningSchema>;

export interface WarningTokens {
  sign(warning: ShownWarning): string;
  /** `null`: not signed by this proxy. Whether it is this person's, and still in time, is the caller's to judge. */
  read(token: string): ShownWarning | null;
}

/** @param secret random, the same for all workers of a proxy */
export function warningTokens(secret: Uint8Array): WarningTokens {
  const key = createHmac('sha256', secret).update('schoolgate warnings').digest();
  const signatureOf = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    sign(warning) {
      const text = Buffer.from(JSON.stringify(warning)).toString('base64url');
      return `${text}.${signatureOf(text).toString('base64url')}`;
    },
    read(token) {
      const [text = '', signature = '', ...more] = token.split('.');
      const [given, own] = [Buffer.from(signature, 'base64url'), signatureOf(text)];
      if (more.length > 0 || given.length !== own.length || !timingSafeEqual(given, own)) return null;
      return warningSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    },
  };
}
