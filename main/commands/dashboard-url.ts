import { done, type Outcome } from '../outcome.ts';
import { settingsTextOf, type DataFolder } from '../settings/data-folder.ts';
import { publicAddresses } from '../settings/public-addresses.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { Flags } from './flags.ts';

export function settingsOf(data: DataFolder, flags: Flags): Outcome<Settings> {
  const text = settingsTextOf(data);
  if (!text.ok) return text;
  const given = {
    host: flags.host,
    'public-url': flags.publicUrl,
    'proxy-port': flags.proxyPort,
    'proxy-workers': flags.proxyWorkers,
    'dashboard-port': flags.dashboardPort,
    'log-level': flags.logLevel,
  };
  return readSettings({ file: { name: data.settings, text: text.value }, env: process.env, flags: given });
}

/** Where the dashboard of a data folder is reached by its settings; it need not be running. */
export function dashboardUrlOf(data: DataFolder, flags: Flags): Outcome<string> {
  const settings = settingsOf(data, flags);
  if (!settings.ok) return settings;
  const addresses = publicAddresses(settings.value, { proxy: settings.value.proxy.port, dashboard: settings.value.dashboard.port });
  return addresses.ok ? done(addresses.value.dashboardUrl) : addresses;
}
