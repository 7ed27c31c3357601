// What a managed Chrome is told besides its extension, proxy and certificates, each with what it closes. The documentation shows
// this very list (docs/extension.md), and browser tests run with it.

export interface PolicyEntry {
  /** As in Chrome 156 (https://chromeenterprise.google/policies/). */
  readonly name: string;
  readonly value: unknown;
  /** Where it is in the Google Admin console under Devices, Chrome, Settings, Users & browsers. */
  readonly console: string;
  /** What it closes. */
  readonly closes: string;
}

/** Pages of the browser itself that stop, inspect or restart what protects, or show what is secret. */
export const closedAddresses: readonly string[] = [
  'file://*',
  'data://*',
  'javascript://*',
  // Shows the enrolment key.
  'chrome://policy',
  'chrome://flags',
  // Where the pages for debugging can be switched on.
  'chrome://chrome-urls',
  'chrome://inspect',
  'chrome://serviceworker-internals',
  'chrome://extensions-internals',
  'chrome://discards',
  'chrome://net-export',
  'chrome://net-internals',
  'chrome://network-errors',
  'chrome://restart',
  'chrome://quit',
  'chrome://kill',
  'chrome://hang',
  'chrome://crash',
  'chrome://inducebrowsercrashforrealz',
  'chrome://memory-exhaust',
];

export const policySet: readonly PolicyEntry[] = [
  {
    name: 'IncognitoModeAvailability',
    value: 1,
    console: 'Incognito mode: disallow incognito mode',
    closes: 'windows without the extension',
  },
  { name: 'BrowserGuestModeEnabled', value: false, console: 'Browser guest mode: prevent', closes: 'a profile without the extension' },
  { name: 'BrowserAddPersonEnabled', value: false, console: 'Add person: not allowed', closes: 'a further profile of one’s own' },
  {
    name: 'DeveloperToolsAvailability',
    value: 2,
    console: 'Developer tools: never allow',
    closes: 'stopping the extension’s worker, changing pages and requests',
  },
  { name: 'RemoteDebuggingAllowed', value: false, console: 'Remote debugging: do not allow', closes: 'the same from another program' },
  {
    name: 'TaskManagerEndProcessEnabled',
    value: false,
    console: 'Task manager: block users from ending processes',
    closes: 'ending the extension’s process',
  },
  {
    name: 'ExtensionInstallTypeBlocklist',
    value: ['command_line'],
    console: 'by the policy’s name',
    closes: 'extensions that are given on the command line',
  },
  { name: 'ExtensionDeveloperModeSettings', value: 1, console: 'by the policy’s name', closes: 'loading extensions from a folder' },
  { name: 'QuicAllowed', value: false, console: 'QUIC protocol: disable', closes: 'traffic that no proxy for TCP sees' },
  { name: 'DnsOverHttpsMode', value: 'off', console: 'DNS over HTTPS: disable', closes: 'names that the school’s resolver does not see' },
  {
    name: 'EncryptedClientHelloEnabled',
    value: false,
    console: 'TLS encrypted ClientHello: disable',
    closes: 'a handshake that hides which site it is for',
  },
  {
    name: 'WebRtcIPHandling',
    value: 'disable_non_proxied_udp',
    console: 'WebRTC IP handling: use TCP only through the proxy',
    closes: 'calls and data channels past the proxy',
  },
  { name: 'NetworkPredictionOptions', value: 2, console: 'by the policy’s name', closes: 'fetching before anybody asked' },
  {
    name: 'URLBlocklist',
    value: closedAddresses,
    console: 'URL blocking: blocked URLs',
    closes: 'files, addresses that hold a page or a script (bookmarklets), and pages of the browser that switch protection off',
  },
];

/** As a table of Markdown. */
export function policyTable(): string {
  const rows = policySet.map(({ name, value, console, closes }) => `| \`${name}\` | ${shown(value)} | ${console} | ${closes} |`);
  return ['| policy | value | in the console | closes |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const shown = (value: unknown): string =>
  Array.isArray(value) && value.length > 3 ? `${value.length} addresses (below)` : `\`${JSON.stringify(value)}\``;
