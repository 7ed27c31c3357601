import type { EnrolRequest, EnrolResponse } from '#policies/contracts/extension-api.ts';
import type { Device, SchoolStore } from '#store/school-store.ts';
import { newId, randomToken, sha256 } from '../accounts/secret-token.ts';
import { ensureBundleKey } from '../policy/bundle-key.ts';
import { subjectOf } from './device-subject.ts';

/**
 * Makes a browser a device of the school, or gives one that enrols again a new token and a new secret; the old ones end
 * with that. Secrets are kept as hashes and told this once.
 */
export async function enrol(school: SchoolStore, asked: EnrolRequest, at: number): Promise<EnrolResponse> {
  const token = randomToken();
  const proxySecret = randomToken();
  const known = await school.devices.byInstall(asked.install);
  const person = asked.user === null ? null : await school.people.byLogin(asked.user.trim().toLowerCase());
  const id = known?.id ?? newId('device');
  const device: Device = {
    id,
    name: asked.deviceName?.trim() || known?.name || `Browser ${id.slice(-6).toUpperCase()}`,
    install: asked.install,
    person: person?.id ?? null,
    tokenHash: sha256(token),
    proxySecretHash: sha256(proxySecret),
    enrolledAt: known?.enrolledAt ?? at,
    lastHeartbeat: known?.lastHeartbeat ?? null,
    heardAt: at,
    passedAt: known?.passedAt ?? null,
  };
  await school.devices.save(device);
  const changedHands = known !== null && known.person !== device.person;
  await school.audit.add({
    at,
    by: 'system',
    did: known ? 're-enrolled-device' : 'enrolled-device',
    to: `device:${id}`,
    detail: changedHands ? 'for another person than before' : null,
  });
  const [{ publicSpki }, subject] = await Promise.all([ensureBundleKey(school), subjectOf(school, device)]);
  return { device: id, token, proxySecret, school: { id: school.school.id, name: school.school.name }, subject, bundleKey: publicSpki };
}
