// What a browser has kept of its school, read where the extension reads it after a restart: whatever is there is in force.
import type { Page } from 'playwright-core';
import { z } from 'zod';

const keptSchema = z.object({
  /** Whose device it is. */
  person: z.string().nullable(),
  /** Milliseconds that the school's clock is ahead of the browser's. */
  ahead: z.number(),
});
export type Kept = z.infer<typeof keptSchema>;

/** @param page any page of the extension's own */
export async function keptByExtension(page: Page): Promise<Kept> {
  return keptSchema.parse(
    await page.evaluate(async () => {
      const settled = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error ?? new Error('The store cannot be read.')));
        });
      const database = await settled(indexedDB.open('schoolgate'));
      try {
        const memory = database.transaction('memory').objectStore('memory');
        const [membership, ahead] = await Promise.all([settled<unknown>(memory.get('membership')), settled<unknown>(memory.get('clock'))]);
        const subject = (membership as { subject?: { id?: string } } | undefined)?.subject?.id;
        return { person: subject ?? null, ahead: ahead ?? 0 };
      } finally {
        database.close();
      }
    }),
  );
}
