// What devices are given to trust: every format holds the certificates, none the key; and the command line that makes them.
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportAuthority, exportFormats } from '#main/authority/export-formats.ts';
import { mobileConfig } from '#main/authority/mobileconfig.ts';
import { openAuthority } from '#proxy/tls/authority.ts';
import { newAuthority } from '#proxy/tls/new-authority.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield } from '../support/cast.ts';

const program = fileURLToPath(new URL('../../main/cli.ts', import.meta.url));
let data: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'schoolgate-ca-'));
  mkdirSync(join(data, 'store'));
  const store = await openSqlite(join(data, 'store', 'schoolgate.sqlite'));
  await store.createSchool(greenfield);
  await store.close();
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

test.each(exportFormats)('the format %s holds every certificate and no key', async (format) => {
  const [one, other] = [await newAuthority(), await newAuthority()];
  const { files, instructions } = exportAuthority(format, [one.cert, other.cert], 'St “Mary’s” <& Sons>', 'schoolgate');
  const all = Buffer.concat(files.map(({ content }) => Buffer.from(content)));
  for (const { cert } of [one, other]) {
    const { raw } = new X509Certificate(cert);
    const base64 = all.toString('latin1').replaceAll(/\s/g, '');
    expect(all.includes(raw) || base64.includes(raw.toString('base64'))).toBe(true);
  }
  expect(all.toString('latin1')).not.toContain('PRIVATE');
  expect(instructions.length).toBeGreaterThan(0);
});

test('a profile for Apple’s devices is XML whatever the school is called, and the same school’s profile replaces itself', async () => {
  const { cert } = await newAuthority();
  const profile = mobileConfig([cert], 'A <b>&amp; "c" \u0007');
  expect(profile).toContain('Web filter of A &#60;b&#62;&#38;amp; &#34;c&#34;');
  expect(profile).not.toContain('\u0007');
  expect(
    profile.match(/<key>PayloadUUID<\/key><string>[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}<\/string>/g),
  ).toHaveLength(2);
  expect(mobileConfig([cert], 'x')).toBe(mobileConfig([cert], 'x'));
});

interface Ended {
  readonly code: number;
  readonly out: string;
}
const schoolgate = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) =>
    execFile(process.execPath, [program, 'ca', ...args, '--data', data], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out + err }),
    ),
  );

test('at the command line an authority is shown, renewed with an overlap that Chrome’s policy shows too, and exported', async () => {
  const policyFile = join(data, 'chrome-policy.json');
  writeFileSync(policyFile, JSON.stringify({ CACertificates: ['old'], QuicAllowed: false }));
  const first = await schoolgate('show');
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toMatch(/In use: .*authority\.pem\n.*CN=Schoolgate CA.*\n.*P-256\n.*\n.*SHA-256: (?:[0-9A-F]{2}:){31}/);

  expect(await schoolgate('rotate', '--after', '30', '--key', 'rsa-2048', '--never', 'nhs.uk')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/takes over on \d{4}-.*\n.*\n  Key: RSA 2048/),
  });
  const authority = await openAuthority(join(data, 'ca'));
  expect(Math.abs((authority.next?.from ?? 0) - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000);
  const der = authority.published.map((pem) => new X509Certificate(pem).raw.toString('base64'));
  expect(JSON.parse(readFileSync(policyFile, 'utf8'))).toEqual({ CACertificates: der, QuicAllowed: false });
  expect((await schoolgate('show')).out).toMatch(/Takes over on .*:\n.*\n.*RSA 2048/);
  expect(await schoolgate('rotate')).toMatchObject({ code: 1, out: expect.stringContaining('Another authority takes over on') });

  const out = mkdtempSync(join(data, 'out-'));
  expect(await schoolgate('export', '--format', 'android', '--out', out)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Settings'),
  });
  expect(readdirSync(out).toSorted()).toEqual(['schoolgate-next.crt', 'schoolgate.crt']);
});

test.each([
  [['export', '--format', 'paper'], 'There is no format paper; the formats are pem, der'],
  [['export', '--format', 'pem', '--out', '/nowhere/at/all'], 'cannot be written'],
  [['rotate', '--key', 'dsa'], 'There is no kind of key dsa'],
  [['rotate', '--after', 'soon'], 'give whole days from 0 to 365'],
  [['rotate', '--never', 'a b'], 'give host names such as nhs.uk'],
])('%j says what is wrong with it', async (args, words) => {
  const ended = await schoolgate(...args);
  expect(ended.code).toBe(1);
  expect(ended.out).toContain(words);
});
