// A configuration profile for iPhone, iPad and Mac that installs certificates as trusted roots (Apple's Configuration Profile
// Reference, payload `com.apple.security.root`).
import { createHash, X509Certificate } from 'node:crypto';

/** An XML property list. The same certificates give the same profile, so that installing it again replaces it. */
export function mobileConfig(certificates: readonly string[], schoolName: string): string {
  const payloads = certificates.map((pem) => {
    const { raw } = new X509Certificate(pem);
    const id = createHash('sha256').update(raw).digest('hex');
    return `    <dict>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>schoolgate.authority.${id.slice(0, 16)}</string>
      <key>PayloadUUID</key><string>${uuid(id)}</string>
      <key>PayloadDisplayName</key><string>${escaped(commonName(pem))}</string>
      <key>PayloadCertificateFileName</key><string>schoolgate-${id.slice(0, 8)}.cer</string>
      <key>PayloadContent</key><data>${raw.toString('base64')}</data>
    </dict>`;
  });
  const all = createHash('sha256')
    .update(`${schoolName}\n${certificates.join('\n')}`)
    .digest('hex');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>schoolgate.authority</string>
  <key>PayloadUUID</key><string>${uuid(all)}</string>
  <key>PayloadDisplayName</key><string>${escaped(`Web filter of ${schoolName}`)}</string>
  <key>PayloadDescription</key><string>Lets the school’s web filter show its pages, and the pages that it has read.</string>
  <key>PayloadContent</key>
  <array>
${payloads.join('\n')}
  </array>
</dict>
</plist>
`;
}

const commonName = (pem: string): string => /^CN=(.*)$/m.exec(new X509Certificate(pem).subject)?.[1] ?? 'Schoolgate';

/** A UUID of version 8 (RFC 9562 §5.8) from hexadecimal digits. */
const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-').toUpperCase();

/** XML 1.0 has no place for control characters. */
const escaped = (text: string): string => text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
