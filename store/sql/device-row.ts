import { heartbeatRequestSchema } from '#policies/contracts/extension-api.ts';
import type { Heartbeat } from '#policies/contracts/extension-api.ts';
import type { Device } from '../school-store.ts';
import type { DeviceRow } from './schema.ts';

export function rowOfDevice(device: Device): DeviceRow {
  return {
    id: device.id,
    name: device.name,
    install: device.install,
    person: device.person,
    token_hash: device.tokenHash,
    proxy_secret_hash: device.proxySecretHash,
    enrolled_at: device.enrolledAt,
    beat_at: device.lastHeartbeat?.at ?? null,
    beat: device.lastHeartbeat && beatText(device.lastHeartbeat),
    heard_at: device.heardAt,
    passed_at: device.passedAt,
  };
}

/** Throws when the row is not a device. */
export function deviceOfRow(row: DeviceRow): Device {
  return {
    id: row.id,
    name: row.name,
    install: row.install,
    person: row.person,
    tokenHash: row.token_hash,
    proxySecretHash: row.proxy_secret_hash,
    enrolledAt: row.enrolled_at,
    lastHeartbeat:
      row.beat === null || row.beat_at === null ? null : { ...heartbeatRequestSchema.parse(JSON.parse(row.beat)), at: row.beat_at },
    heardAt: row.heard_at,
    passedAt: row.passed_at,
  };
}

export function beatText({ version, bundle, throughProxy, queued, lost, problems, floor }: Heartbeat): string {
  return JSON.stringify({ version, bundle, throughProxy, queued, lost, problems, floor });
}
