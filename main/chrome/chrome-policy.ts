// The policy that makes a Chrome a managed one: it installs the extension, sends traffic through the proxy, trusts the
// school's authority and closes the known ways round. Names as in Chrome 156 (https://chromeenterprise.google/policies/).
import { X509Certificate } from 'node:crypto';
import { policySet } from './policy-set.ts';

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
      // Another extension may call past ours, which sees no request of a neighbour's. Those that the school wants get an entry here.
      '*': { installation_mode: 'blocked', blocked_install_message: 'Ask the school’s technicians for this extension.' },
      [extensionId]: { installation_mode: 'force_installed', update_url: updateUrl, override_update_url: true },
    },
    '3rdparty': { extensions: { [extensionId]: { serverUrl: dashboardUrl, enrolmentKey } } },
    // A fixed proxy fails closed when it is down. The dashboard is reached without it, or the extension, which brings the
    // proxy's credentials, could never be installed.
    ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: proxyAddress, ProxyBypassList: new URL(dashboardUrl).host },
    CACertificates: policyCertificates(authorities),
    ...Object.fromEntries(policySet.map(({ name, value }) => [name, value])),
  };
}

/** As Chrome wants them: DER in base64. */
export const policyCertificates = (authorities: readonly string[]): string[] =>
  authorities.map((pem) => new X509Certificate(pem).raw.toString('base64'));
