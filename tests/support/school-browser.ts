// A managed Chromium on a school's day: the product's own Chrome policy in force, the extension force-installed from the real
// dashboard, the real proxy by policy, the school's authority trusted.
import { chromePolicy } from '#main/chrome/chrome-policy.ts';
import type { PackedExtension } from '#main/chrome/pack-extension.ts';
import type { Person } from '#store/school-store.ts';
import { launchManaged, type ManagedBrowser } from './chromium/launch-managed.ts';
import type { SchoolDay } from './school-day.ts';

export interface SchoolBrowserOptions {
  readonly extension: PackedExtension | null;
  readonly profile?: string;
  readonly startUrl?: string;
  readonly flags?: readonly string[];
  readonly unpacked?: string;
  /** Where `.test` names are when nothing but a proxy stands between; by default nowhere. */
  readonly hostRules?: readonly string[];
  /** `false`: as on a device whose policy names no proxy, so that what is stopped was stopped in the browser. */
  readonly proxy?: false;
}

/** Sites are reached as they are, so it is their authority that is trusted. */
const withoutProxy = ({ originAuthority }: SchoolDay) => ({
  ProxySettings: undefined,
  CACertificates: [originAuthority.root.replace(/-----[^-]+-----|\s/g, '')],
});

export function openSchoolBrowser(
  day: SchoolDay,
  person: Person,
  { extension, proxy, ...launch }: SchoolBrowserOptions,
): Promise<ManagedBrowser> {
  const {
    ExtensionInstallForcelist: _forcelist,
    '3rdparty': _managed,
    ...policy
  } = chromePolicy({
    dashboardUrl: day.dashboard.url,
    proxyAddress: `127.0.0.1:${day.proxy.port}`,
    extensionId: extension?.id ?? 'a'.repeat(32),
    enrolmentKey: day.enrolmentKey,
    authorities: day.authority.published,
  });
  return launchManaged({
    extension: extension && { id: extension.id, updateUrl: `${day.dashboard.url}/extension/updates.xml` },
    managedSettings: {
      serverUrl: day.dashboard.url,
      enrolmentKey: day.enrolmentKey,
      user: person.login,
      deviceName: `Laptop of ${person.id}`,
    },
    // The one difference from a school's device: tests must see the pages.
    policy: { ...policy, ...(proxy === false ? withoutProxy(day) : {}), DeveloperToolsAvailability: 1, RemoteDebuggingAllowed: true },
    ...launch,
  });
}
