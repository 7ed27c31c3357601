// The authority's certificates as each kind of device wants them, with what to do there. Never the key.
import { X509Certificate } from 'node:crypto';
import { mobileConfig } from './mobileconfig.ts';

export interface ExportedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface Exported {
  readonly files: readonly ExportedFile[];
  /** What to do with them, a line each. */
  readonly instructions: readonly string[];
}

export const exportFormats = ['pem', 'der', 'mobileconfig', 'windows', 'android'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** @param certificates PEM, the one in use first @param name of the files, without an ending */
export function exportAuthority(format: ExportFormat, certificates: readonly string[], schoolName: string, name: string): Exported {
  switch (format) {
    case 'pem':
      return {
        files: [{ name: `${name}.pem`, content: certificates.map((pem) => `${pem.trimEnd()}\n`).join('') }],
        instructions: [
          'Debian and Ubuntu: copy each certificate to /usr/local/share/ca-certificates/ with the ending .crt, then run update-ca-certificates.',
          'Chromebooks and managed Chrome: the Google Admin console, Devices, Networks, Certificates; or CACertificates in chrome-policy.json.',
        ],
      };
    case 'der':
      return {
        files: ders(certificates, name, 'cer'),
        instructions: ['Most tools that manage devices take a file like this as a trusted root.'],
      };
    case 'mobileconfig':
      return {
        files: [{ name: `${name}.mobileconfig`, content: mobileConfig(certificates, schoolName) }],
        instructions: [
          'Managed iPhones, iPads and Macs: upload the profile to the tool that manages them; the certificates are trusted at once.',
          'By hand, iPhone and iPad: open the file, Settings, Profile Downloaded, Install; then Settings, General, About, Certificate Trust Settings: switch it on.',
          'By hand, Mac: open the file, then System Settings, General, Device Management, Install.',
        ],
      };
    case 'windows':
      return {
        files: [{ name: `${name}.ps1`, content: powerShell(certificates) }],
        instructions: [
          'One computer: run it in a PowerShell that was started as administrator.',
          'A domain: make it a computer start-up script, or import the certificates (--format der) under Computer Configuration, Policies, Windows Settings, Security Settings, Public Key Policies, Trusted Root Certification Authorities.',
          'Intune: a "Trusted certificate" profile with the file of --format der, store "Computer certificate store - Root".',
        ],
      };
    case 'android':
      return {
        files: ders(certificates, name, 'crt'),
        instructions: [
          'Managed devices: upload each file to the tool that manages them as a trusted CA certificate.',
          'By hand: Settings, Security, Encryption and credentials, Install a certificate, CA certificate.',
          'Chrome believes certificates that a person installed; most other applications do not, and need a pass-through.',
        ],
      };
  }
}

const ders = (certificates: readonly string[], name: string, ending: string): ExportedFile[] =>
  certificates.map((pem, index) => ({ name: `${name}${index === 0 ? '' : '-next'}.${ending}`, content: new X509Certificate(pem).raw }));

function powerShell(certificates: readonly string[]): string {
  const list = certificates.map((pem) => `  '${new X509Certificate(pem).raw.toString('base64')}'`).join(',\r\n');
  return `# Trusts the school's web filter on this computer.\r
#Requires -RunAsAdministrator\r
$certificates = @(\r
${list}\r
)\r
$store = New-Object System.Security.Cryptography.X509Certificates.X509Store('Root', 'LocalMachine')\r
$store.Open('ReadWrite')\r
foreach ($base64 in $certificates) {\r
  $store.Add((New-Object System.Security.Cryptography.X509Certificates.X509Certificate2(,[Convert]::FromBase64String($base64))))\r
}\r
$store.Close()\r
`;
}
