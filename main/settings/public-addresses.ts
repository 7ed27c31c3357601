// How devices reach this server, from what it listens on and what the settings say.
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { done, failed, type Outcome } from '../outcome.ts';
import type { Settings } from './settings.ts';

export interface PublicAddresses {
  /** Where browsers open the dashboard, without a slash at the end. */
  readonly dashboardUrl: string;
  /** Whether the dashboard itself speaks TLS. */
  readonly https: boolean;
  /** Names and addresses that its certificate must carry. */
  readonly certificateNames: readonly string[];
  /** `host:port` of the proxy for devices. */
  readonly proxyAddress: string;
}

/** @param ports those that are really taken, also where the settings leave the choice open */
export function publicAddresses(
  settings: Settings,
  ports: { readonly proxy: number; readonly dashboard: number },
): Outcome<PublicAddresses> {
  const loopback = ipaddr.parse(settings.host).range() === 'loopback';
  const https = settings.dashboard.https === 'on' || (settings.dashboard.https === 'auto' && !loopback);
  if (https && settings.publicUrl?.startsWith('http:')) {
    return failed(
      `publicUrl is ${settings.publicUrl}, but the dashboard speaks HTTPS on ${settings.host}: begin it with https://, or set dashboard.https to off.`,
    );
  }
  const reached = reachableAddress(settings.host);
  const dashboardUrl = settings.publicUrl ?? `${https ? 'https' : 'http'}://${bracketed(reached)}:${ports.dashboard}`;
  const name = new URL(dashboardUrl).hostname;
  return done({
    dashboardUrl,
    https,
    certificateNames: [...new Set([unbracketed(name), reached])],
    proxyAddress: settings.proxy.publicAddress ?? `${settings.publicUrl === null ? bracketed(reached) : name}:${ports.proxy}`,
  });
}

/** Listening on every network is reached by the first address that is no loopback. */
function reachableAddress(host: string): string {
  if (ipaddr.parse(host).range() !== 'unspecified') return host;
  const outward = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return outward.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
const unbracketed = (name: string): string => name.replace(/^\[(.*)\]$/, '$1');
