import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboardClient } from '../support/dashboard-client.ts';
import { isAlive, newDataFolder, removeFolder, schoolgate, serveSchool, type ServedSchool } from './served-school.ts';
import { openThroughProxy } from './through-proxy.ts';

const data = newDataFolder();
let school: ServedSchool;
beforeAll(async () => void (school = await serveSchool(data)));
afterAll(async () => {
  if (isAlive(school.pid)) await school.end('SIGKILL');
  removeFolder(data);
});

test('the first start says where everything is', () => {
  expect(school.out()).toMatch(/^Schoolgate Starter School is being served\. Ctrl-C stops it\.\n/);
  for (const word of ['Dashboard', 'Proxy', 'PAC file', 'Authority', 'SHA-256', 'Chrome policy', 'Settings', 'Sign in once as'])
    expect(school.out()).toContain(word);
  expect(school.out().split('\n').length).toBeLessThan(15);
  const fingerprint = new X509Certificate(readFileSync(join(data, 'ca/authority.pem'))).fingerprint256;
  expect(school.out()).toContain(fingerprint);
});

test('what it made is for this user alone', () => {
  for (const path of ['.', 'ca/authority.key.pem', 'extension/key.pem', 'store/schoolgate.sqlite', 'chrome-policy.json']) {
    expect([path, statSync(join(data, path)).mode & 0o077]).toEqual([path, 0]);
  }
});

test('the health of the dashboard can be asked for', async () => {
  expect((await fetch(`${school.dashboardUrl}/healthz`)).status).toBe(200);
});

test('the PAC file sends browsers to the proxy that is running', async () => {
  const pac = await (await fetch(`${school.dashboardUrl}/proxy.pac`)).text();
  expect(pac).toContain(`PROXY 127.0.0.1:${school.proxyPort}`);
});

test('browsers find the extension that the Chrome policy names, signed with its key', async () => {
  const policy = JSON.parse(readFileSync(join(data, 'chrome-policy.json'), 'utf8'));
  const [id = '', updateUrl = ''] = String(policy.ExtensionInstallForcelist[0]).split(';');
  expect(id).toMatch(/^[a-p]{32}$/);
  expect(policy.ExtensionSettings[id]).toEqual({ installation_mode: 'force_installed', update_url: updateUrl, override_update_url: true });
  const manifest = await (await fetch(updateUrl)).text();
  expect(manifest).toContain(`appid='${id}'`);
  expect(manifest).toContain("version='0.1.1'");
  const crx = Buffer.from(await (await fetch(/codebase='([^']+)'/.exec(manifest)?.[1] ?? '')).arrayBuffer());
  expect(crx.subarray(0, 4).toString()).toBe('Cr24');
  const signedId = Buffer.from(
    id.replace(/./g, (digit) => (digit.charCodeAt(0) - 97).toString(16)),
    'hex',
  );
  expect(crx.includes(signedId)).toBe(true);
});

test('the Chrome policy trusts the authority, fixes the proxy and lets browsers enrol', async () => {
  const policy = JSON.parse(readFileSync(join(data, 'chrome-policy.json'), 'utf8'));
  const der = new X509Certificate(readFileSync(join(data, 'ca/authority.pem'))).raw;
  expect(policy.CACertificates).toEqual([der.toString('base64')]);
  expect(policy.ProxySettings).toMatchObject({ ProxyMode: 'fixed_servers', ProxyServer: `127.0.0.1:${school.proxyPort}` });
  const { serverUrl, enrolmentKey } = Object.values<{ serverUrl: string; enrolmentKey: string }>(policy['3rdparty'].extensions)[0] ?? {
    serverUrl: '',
    enrolmentKey: '',
  };
  const enrolled = await fetch(`${serverUrl}/api/extension/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enrolmentKey, install: 'test-install-1', deviceName: 'Trolley 1', user: null, version: '0.1.1' }),
  });
  expect(enrolled.status).toBe(200);
  expect(await enrolled.json()).toMatchObject({ school: { name: 'Schoolgate Starter School' } });
});

test('the sign-in link lets the first administrator in, once', async () => {
  const link = school.link ?? '';
  const administrator = await openDashboardClient(school.dashboardUrl, link);
  expect(await administrator.get('/api/me')).toMatchObject({ role: 'administrator', needsPassword: true });
  await expect(openDashboardClient(school.dashboardUrl, link)).rejects.toThrow(/answered 4\d\d/);
});

test('the proxy blocks by the starter policy, and the block page leads to the dashboard', async () => {
  const answer = await openThroughProxy(school.proxyPort, 'http://games.test/');
  expect(answer?.status).toBe(403);
  expect(answer?.reference).not.toBeNull();
  expect(answer?.text).toContain(`${school.dashboardUrl}/ask/`);
});

test('commands work beside the running school: a roster, an account, a list of one’s own', async () => {
  const roster = join(data, 'roster.csv');
  writeFileSync(
    roster,
    'login,name,kind,group\nmia@greenfield.test,Mia Patel,pupil,year-8\nleo@greenfield.test,Leo Novak,pupil,no-such-class\n',
  );
  const imported = await schoolgate(['roster', 'import', roster, '--data', data]);
  expect(imported.out).toMatch(/line 3: .+\n1 people saved\.\n$/);
  expect([imported.code, imported.err]).toEqual([1, '1 lines were left out: correct them and import the file again.\n']);

  const port = new URL(school.dashboardUrl).port;
  const invited = await schoolgate(
    ['account', 'invite', 'shah@greenfield.test', '--name', 'Imran Shah', '--role', 'safeguarding-lead', '--data', data],
    { SCHOOLGATE_DASHBOARD_PORT: port },
  );
  expect(invited.err).toBe('');
  const lead = await openDashboardClient(school.dashboardUrl, invited.out.trim());
  expect(await lead.get('/api/me')).toMatchObject({ name: 'Imran Shah', role: 'safeguarding-lead' });
  const again = await schoolgate(['account', 'link', 'Shah@greenfield.test', '--data', data], { SCHOOLGATE_DASHBOARD_PORT: port });
  expect(again.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/\S+\n$/);
  expect((await schoolgate(['account', 'link', 'nobody@greenfield.test', '--data', data])).err).toBe(
    'Nobody has the account nobody@greenfield.test: make it with "account invite".\n',
  );
  expect((await schoolgate(['account', 'invite', 'x', '--name', 'X', '--role', 'king', '--data', data])).err.split('\n')).toHaveLength(4);

  const own = join(data, 'lists/ours.txt');
  writeFileSync(own, '# name: Our own list\n# category: games\nours.test\nnot a host\n');
  const checked = await schoolgate(['lists', 'check', '--data', data]);
  expect([checked.code, checked.out.split('\n')[0]]).toEqual([1, expect.stringContaining('ours.txt, line 4: ')]);
  writeFileSync(own, '# name: Our own list\n# category: games\nours.test\n');
  expect((await openThroughProxy(school.proxyPort, 'http://ours.test/'))?.text).not.toContain('Our own list');
  expect((await schoolgate(['lists', 'publish', '--data', data])).out).toBe('Published bundle 2.\n');
  await expect
    .poll(async () => (await openThroughProxy(school.proxyPort, 'http://ours.test/'))?.text, { timeout: 5_000 })
    .toContain('Our own list');
  expect((await schoolgate(['lists', 'publish', '--data', data])).out).toBe('Bundle 2 holds these lists already.\n');
  const shown = (await schoolgate(['policy', 'show', '--data', data])).out;
  expect(shown).toContain('Schoolgate Starter School');
  expect(shown).toMatch(/^version: 2$/m);
});

test('Ctrl-C ends everything in good order and soon', async () => {
  const children = [school.childPid('proxy') ?? 0, school.childPid('dashboard') ?? 0];
  expect(children.every(isAlive)).toBe(true);
  const { code, afterMs } = await school.end('SIGINT');
  expect(code).toBe(0);
  expect(afterMs).toBeLessThan(3_000);
  expect(children.some(isAlive)).toBe(false);
});

test('the second start keeps everything and is quick', async () => {
  const before = hashOf(join(data, 'extension/schoolgate.crx'));
  const second = await serveSchool(data);
  expect(second.out()).toContain('Sign in once as');
  expect(hashOf(join(data, 'extension/schoolgate.crx'))).toBe(before);
  expect(second.readyAfter).toBeLessThan(5_000);
  const administrator = await openDashboardClient(second.dashboardUrl, second.link ?? '');
  await administrator.post('/api/me/password', { password: 'correct horse battery staple' });
  expect((await second.end('SIGTERM')).code).toBe(0);
  const third = await serveSchool(data);
  expect(third.out()).not.toContain('Sign in once');
  expect((await third.end('SIGHUP')).code).toBe(0);
});

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
