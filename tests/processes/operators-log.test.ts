// Operators' logs never say who did what: a day is served with the most talkative log there is, and every line is read.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboardClient } from '../support/dashboard-client.ts';
import { isAlive, newDataFolder, removeFolder, schoolgate, serveSchool, type ServedSchool } from './served-school.ts';
import { openThroughProxy } from './through-proxy.ts';

const data = newDataFolder();
let school: ServedSchool;
beforeAll(async () => {
  school = await serveSchool(data);
  const roster = join(data, 'roster.csv');
  writeFileSync(roster, 'mia.patel@greenfield.test,Mia Patel,pupil,year-8\n');
  await schoolgate(['roster', 'import', roster, '--data', data]);
});
afterAll(async () => {
  if (isAlive(school.pid)) await school.end('SIGKILL');
  removeFolder(data);
});

test('a day of blocks, searches, failures and casework leaves no trace of a pupil in the log', async () => {
  const pages = [
    'http://games.test/secret-level',
    'http://nowhere.test/secret-page',
    'http://www.google.com/search?q=how+to+hurt+myself',
    'http://127.0.0.1:1/secret-page',
    'http://illegal.test/',
  ];
  const answers = await Promise.all(pages.map((page) => openThroughProxy(school.proxyPort, page)));
  expect(answers.filter((answer) => answer !== null)).toHaveLength(pages.length);
  const reference = answers[0]?.reference ?? '';
  const policy = JSON.parse(readFileSync(join(data, 'chrome-policy.json'), 'utf8'));
  const { enrolmentKey } = Object.values<{ enrolmentKey: string }>(policy['3rdparty'].extensions)[0] ?? { enrolmentKey: '' };
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${school.dashboardUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: school.dashboardUrl, 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify(body),
    });
  await post('/api/extension/enrol', {
    enrolmentKey,
    install: 'install-of-mia',
    deviceName: 'Trolley 1',
    user: 'mia.patel@greenfield.test',
    version: '0.1.1',
  });
  await post('/api/session', { email: 'mia.patel@greenfield.test', password: 'a wrong password' });
  await fetch(`${school.dashboardUrl}/api/ask/${reference}`);
  await post(`/api/report/${reference}`, { text: 'secret words of a pupil' });
  await fetch(`${school.dashboardUrl}/no/such/page?of=mia.patel`);
  await post('/api/session', { email: ['not', 'text'] });
  const link = (
    await schoolgate(['account', 'invite', 'lead@greenfield.test', '--name', 'Imran Shah', '--role', 'safeguarding-lead', '--data', data])
  ).out.trim();
  const lead = await openDashboardClient(school.dashboardUrl, link);
  await lead.get('/api/events');
  await lead.try('POST', `/api/events/${reference}/unmask`, { reason: 'secret reason of the lead' });
  const dashboard = school.childPid('dashboard') ?? 0;
  process.kill(dashboard, 'SIGKILL');
  expect((await school.end()).code).toBe(0);

  const log = school.err();
  expect(log.trim().split('\n').length).toBeGreaterThan(5);
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  const telling = [
    'games.test',
    'nowhere.test',
    'google',
    'illegal.test',
    'secret',
    'hurt',
    'mia',
    'patel',
    'shah',
    'greenfield',
    '127.0.0.1',
    'trolley',
    reference.toLowerCase(),
    enrolmentKey.toLowerCase(),
  ];
  expect(telling.filter((word) => log.toLowerCase().includes(word))).toEqual([]);
});
