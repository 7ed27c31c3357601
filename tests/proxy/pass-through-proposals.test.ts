// Sites whose programs refuse our certificate on several devices: told to the technician, never passed through by themselves.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { devicesOf, rejectionBook } from '#proxy/pass-through/rejection-book.ts';
import { readProposals } from '#proxy/pass-through/proposals-file.ts';
import { openSqlite } from '#store/sql/open-sqlite.ts';
import { greenfield, mia, msOkafor, tom } from '../support/cast.ts';
import { connectThrough, open, tlsOver } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { alerts, rejectCertificate } from './support/doubting-client.ts';
import { openProxiedSchool } from './support/proxied-school.ts';

const program = fileURLToPath(new URL('../../main/cli.ts', import.meta.url));
const day = 86_400_000;
let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'schoolgate-proposals-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('what several devices keep refusing is proposed with when and how often, and nothing is passed through', async () => {
  const file = join(dir, 'proposals.json');
  const school = await openProxiedSchool({ proxy: { proposalsFile: file } });
  const of = (credentials: string): Browser => ({ proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials });
  const [one, two, three, strange] = [
    of(await school.deviceOf(mia)),
    of(await school.deviceOf(tom)),
    of(await school.deviceOf(msOkafor)),
    of(await school.deviceOf(mia)),
  ];
  // Browsers on these devices trust the filter; the last one was never given its certificate.
  for (const device of [one, two, three]) expect(await open(device, 'https://allowed.test/')).toMatchObject({ status: 200 });
  for (let times = 0; times < 3; times++) {
    for (const device of [one, two, three]) {
      await rejectCertificate(device, 'pinned.test', alerts.unknownAuthority);
      await rejectCertificate(device, 'games.test', alerts.badCertificate);
      await rejectCertificate(device, 'not-about-the-certificate.test', alerts.handshakeFailure);
    }
    await rejectCertificate(one, 'one-device.test', alerts.certificateUnknown);
    await rejectCertificate(one, 'one-device.test', alerts.certificateUnknown);
    await rejectCertificate(strange, 'pinned.test', alerts.unknownAuthority);
  }
  expect((await connectThrough(one, 'pinned.test:443')).status).toBe(200);
  const { socket } = await connectThrough(one, 'pinned.test:443');
  const inside = await tlsOver(one, socket, 'pinned.test', ['http/1.1']);
  expect(inside.getPeerCertificate().issuer.CN).toMatch(/^Schoolgate CA/);
  inside.destroy();
  const { credentials } = one;
  await school.close();

  const { hosts } = await readProposals(file);
  expect(hosts.map(({ host, times }) => [host, times])).toEqual([['pinned.test', 9]]);
  expect(hosts.map(devicesOf)[0]).toBeGreaterThanOrEqual(2);
  const text = readFileSync(file, 'utf8');
  for (const word of ['one-device', 'games.test', 'device-', mia.id, tom.id, '127.0.0.1', credentials ?? '-'])
    expect(text).not.toContain(word);
});

const always = { clock: () => 0, mayPropose: () => true, salt: 's', before: [] };

test('a proposal ends after a fortnight without another refusal, and at once when the site is blocked for somebody', () => {
  let [now, open] = [1_000, true];
  const book = rejectionBook({ ...always, clock: () => now, mayPropose: () => open });
  for (const device of ['a', 'b', 'c', 'd']) {
    book.accepted(device);
    book.rejected('pinned.test', device);
    book.rejected('pinned.test', device);
  }
  expect(book.worthTelling()).toMatchObject([{ host: 'pinned.test', times: 8, since: 1_000 }]);
  open = false;
  expect(book.worthTelling()).toEqual([]);
  open = true;
  now += 13 * day;
  expect(book.worthTelling()).toHaveLength(1);
  now += 2 * day;
  expect(book.worthTelling()).toEqual([]);
  book.rejected('pinned.test', 'a');
  expect(book.worthTelling()).toEqual([]);
});

test('devices that trust nothing of ours, addresses, and a flood of names propose nothing and fill no memory', () => {
  const book = rejectionBook(always);
  for (let times = 0; times < 10; times++) for (const device of ['a', 'b']) book.rejected('pinned.test', device);
  for (const device of ['a', 'b']) book.accepted(device);
  for (let times = 0; times < 10; times++) for (const device of ['a', 'b', null]) book.rejected('192.0.2.1', device);
  for (let index = 0; index < 10_000; index++) book.rejected(`n${index}.test`, 'a');
  expect(book.worthTelling()).toEqual([]);
});

test('what was kept counts on after a restart', () => {
  const first = rejectionBook(always);
  const devices = ['a', 'b', 'c'];
  for (const device of devices) first.accepted(device);
  for (const device of devices) for (let times = 0; times < 2; times++) first.rejected('pinned.test', device);
  const [kept] = first.worthTelling();
  if (kept === undefined) throw new Error('nothing was kept');
  const second = rejectionBook({ ...always, before: [kept] });
  second.accepted('a');
  second.rejected('pinned.test', 'a');
  expect(second.worthTelling()).toEqual([{ ...kept, times: 7 }]);
});

test('the technician’s command tells what there is, and that nothing happens by itself', async () => {
  mkdirSync(join(dir, 'store'));
  const store = await openSqlite(join(dir, 'store', 'schoolgate.sqlite'));
  await store.createSchool(greenfield);
  await store.close();
  const shown = (...flags: string[]): Promise<string> =>
    new Promise((resolve, reject) =>
      execFile(process.execPath, [program, 'pass-through', 'proposals', '--data', dir, ...flags], (error, out) =>
        error === null ? resolve(out) : reject(error),
      ),
    );
  expect(await shown()).toMatch(/^No program/);
  const at = Date.parse('2026-11-20T10:00:00Z');
  const host = { host: 'pinned.test', since: at, last: at + day, times: 12, devices: 'f' };
  writeFileSync(join(dir, 'pass-through-proposals.json'), JSON.stringify({ format: 1, salt: '0'.repeat(32), hosts: [host] }));
  const told = await shown();
  expect(told).toContain('pinned.test: refused 12 times by 4 devices or more, since 2026-11-20, last on 2026-11-21');
  expect(told).toContain('Nothing is passed through by itself.');
  expect(JSON.parse(await shown('--json'))).toMatchObject([{ host: 'pinned.test', times: 12, devices: 4 }]);
});
