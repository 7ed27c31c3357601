import { proxyTokenResponseSchema } from '#policies/contracts/extension-api.ts';
import type { Person } from '#store/school-store.ts';
import type { SchoolDay } from '#tests/support/school-day.ts';

/** What a device of the person's shows the proxy (`Proxy-Authorization`), renewed at each call, because tokens are short-lived. */
export async function credentialsFor(day: SchoolDay, person: Person): Promise<() => Promise<string>> {
  const device = await day.deviceOf(person);
  return async () => {
    const { json } = await device.api('/api/extension/proxy-token', {});
    return `Basic ${Buffer.from(`${device.enrolled.device}:${proxyTokenResponseSchema.parse(json).token}`).toString('base64')}`;
  };
}
