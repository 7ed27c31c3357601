// Proxy auto-configuration: everything goes to the school's proxy, and where that cannot be reached nothing goes anywhere.
import { RawAnswer } from '../http/raw-answer.ts';
import { route } from '../http/route.ts';

/** `host:port` with nothing in it that could end the string it is put in. */
const address = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/;

export function pacScript(proxyAddress: string, dashboardHost: string): string {
  if (!address.test(proxyAddress)) throw new Error('The proxy address is not host:port.');
  return `function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/^\\[|\\]$/g, "").replace(/\\.$/, "");
  var loopback = name === "localhost" || /\\.localhost$/.test(name) || name === "::1" || /^127(\\.\\d{1,3}){3}$/.test(name);
  if (loopback || name === ${JSON.stringify(dashboardHost.replace(/^\[|\]$/g, ''))}) return "DIRECT";
  return "PROXY ${proxyAddress}";
}
`;
}

const proxyPac = route({
  method: 'GET',
  url: '/proxy.pac',
  public: 'browsers read it before anybody signs in, and it names only the proxy',
  schema: {},
  async handler({ services }) {
    const script = pacScript(services.proxyAddress, new URL(services.publicUrl()).hostname.toLowerCase());
    return new RawAnswer('application/x-ns-proxy-autoconfig', script, { 'cache-control': 'no-cache' });
  },
});

export const proxyPacRoutes = [proxyPac];
