// The policy that makes a Chrome a managed one: it installs the extension, sends traffic through the proxy, trusts the
// school's authority and closes the known ways round. Names as in Chrome 156 (https://chromeenterprise.google/policies/).
import { X509Certificate } from 'node:crypto';

export interface ChromePolicyInput {
  /** Where devices reach the dashboard, without a slash at the end. */
  readonly dashboardUrl: string;
  /** `host:port` as devices reach the proxy. */
  readonly proxyAddress: string;
  readonly extensionId: string;
  readonly enrolmentKey: string;
  /** PEM: the authority in use and, while it is to be learnt, the next. */
  readonly authorities: readonly string[];
}

/** As a JSON file in `policies/managed/` on Linux; elsewhere its entries go into the tool that manages Chrome. */
export function chromePolicy({
  dashboardUrl,
  proxyAddress,
  extensionId,
  enrolmentKey,
  authorities,
}: ChromePolicyInput): Record<string, unknown> {
  const updateUrl = `${dashboardUrl}/extension/updates.xml`;
  return {
    ExtensionInstallForcelist: [`${extensionId};${updateUrl}`],
    ExtensionSettings: {
      [extensionId]: { installation_mode: 'force_installed', update_url: updateUrl, override_update_url: true },
    },
    '3rdparty': { extensions: { [extensionId]: { serverUrl: dashboardUrl, enrolmentKey } } },
    // A fixed proxy fails closed when it is down. The dashboard is reached without it, or the extension, which brings the
    // proxy's credentials, could never be installed.
    ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: proxyAddress, ProxyBypassList: new URL(dashboardUrl).host },
    CACertificates: policyCertificates(authorities),
    ...waysRoundClosed,
  };
}

/** As Chrome wants them: DER in base64. */
export const policyCertificates = (authorities: readonly string[]): string[] =>
  authorities.map((pem) => new X509Certificate(pem).raw.toString('base64'));

const waysRoundClosed = {
  // Windows and profiles that the extension is not in.
  IncognitoModeAvailability: 1,
  BrowserGuestModeEnabled: false,
  BrowserAddPersonEnabled: false,
  // Tools that stop the extension or change what pages do.
  DeveloperToolsAvailability: 2,
  RemoteDebuggingAllowed: false,
  TaskManagerEndProcessEnabled: false,
  ExtensionInstallTypeBlocklist: ['command_line'],
  ExtensionDeveloperModeSettings: 1,
  // Traffic that does not cross the proxy, or hides its destination from it.
  QuicAllowed: false,
  DnsOverHttpsMode: 'off',
  EncryptedClientHelloEnabled: false,
  WebRtcIPHandling: 'disable_non_proxied_udp',
  // Pages that are fetched before anybody asked for them.
  NetworkPredictionOptions: 2,
  // Addresses that no web request is made for, and pages of the browser itself that switch protections off.
  URLBlocklist: [
    'file://*',
    'data://*',
    'javascript://*',
    // Shows the enrolment key.
    'chrome://policy',
    'chrome://flags',
    'chrome://inspect',
    'chrome://serviceworker-internals',
    'chrome://net-export',
    'chrome://restart',
    'chrome://kill',
    'chrome://hang',
  ],
};
