import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chromePolicy } from '#main/chrome/chrome-policy.ts';
import { packExtension } from '#main/chrome/pack-extension.ts';
import { newAuthority } from '#proxy/tls/new-authority.ts';
import { X509Certificate } from 'node:crypto';

const folder = mkdtempSync(join(tmpdir(), 'schoolgate-chrome-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the version grows when the built extension changes, and only then; the id stays', async () => {
  const [built, kept] = [join(folder, 'built'), join(folder, 'kept')];
  mkdirSync(join(built, 'pages'), { recursive: true });
  mkdirSync(kept);
  writeFileSync(join(built, 'manifest.json'), JSON.stringify({ manifest_version: 3, name: 'Schoolgate', version: '0.1.0' }));
  writeFileSync(join(built, 'pages/blocked.html'), 'first');
  const first = await packExtension(built, kept);
  expect(first).toMatchObject({ version: '0.1.1', id: expect.stringMatching(/^[a-p]{32}$/) });
  const packed = readFileSync(first.crxFile);
  expect(await packExtension(built, kept)).toEqual(first);
  expect(readFileSync(first.crxFile).equals(packed)).toBe(true);
  writeFileSync(join(built, 'pages/blocked.html'), 'second');
  expect(await packExtension(built, kept)).toEqual({ ...first, version: '0.1.2' });
  rmSync(first.crxFile);
  expect(await packExtension(built, kept)).toMatchObject({ version: '0.1.3' });
  expect(readdirSync(kept).sort()).toEqual(['key.pem', 'packed.json', 'schoolgate.crx']);
  expect(JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8')).version).toBe('0.1.0');
});

test('the Chrome policy closes the ways round, and reaches the dashboard without the proxy', async () => {
  const made = await newAuthority();
  const policy = chromePolicy({
    dashboardUrl: 'https://gate.school.example:8000',
    proxyAddress: 'gate.school.example:8080',
    extensionId: 'a'.repeat(32),
    enrolmentKey: 'key',
    authorities: [made.cert],
  });
  expect(policy).toMatchObject({
    ProxySettings: { ProxyMode: 'fixed_servers', ProxyServer: 'gate.school.example:8080', ProxyBypassList: 'gate.school.example:8000' },
    CACertificates: [new X509Certificate(made.cert).raw.toString('base64')],
    IncognitoModeAvailability: 1,
    DeveloperToolsAvailability: 2,
    BrowserGuestModeEnabled: false,
    QuicAllowed: false,
    DnsOverHttpsMode: 'off',
    EncryptedClientHelloEnabled: false,
  });
});
