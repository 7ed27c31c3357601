import { createHmac, randomBytes } from 'node:crypto';
import type { ProxyTokenResponse } from '#policies/contracts/extension-api.ts';
import { proxyTokenClaims, proxyTokenLife, signProxyToken } from '#policies/contracts/proxy-token.ts';
import { proxyTokenSecret, type Device, type SchoolStore } from '#store/school-store.ts';

/** A token for the device as it is enrolled now. The first one makes the school's key. */
export async function issueProxyToken({ school, secrets }: SchoolStore, device: Device, at: number): Promise<ProxyTokenResponse> {
  const key = (await secrets.get(proxyTokenSecret)) ?? (await secrets.create(proxyTokenSecret, randomBytes(32).toString('base64')));
  const claims = proxyTokenClaims(school.id, device.id, device.person, at);
  const keys = { school: key, secretHash: device.proxySecretHash };
  const token = signProxyToken(claims, keys, (by, text) => createHmac('sha256', by).update(text).digest());
  return { token, goodFor: proxyTokenLife * 1000 };
}
