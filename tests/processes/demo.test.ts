import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboardClient } from '../support/dashboard-client.ts';
import { newDataFolder, removeFolder, schoolgate, serveSchool, type ServedSchool } from './served-school.ts';

const data = newDataFolder('');
const flags = ['--demo', '--proxy-port', '0', '--dashboard-port', '0'];
let school: ServedSchool;
beforeAll(async () => void (school = await serveSchool(data, { flags })));
afterAll(async () => {
  await school.end();
  removeFolder(data);
});

const linkOf = (role: string): string => new RegExp(`^ +${role} .+?(http\\S+)$`, 'm').exec(school.out())?.[1] ?? '';

test('the demo school lets everybody in by a link of their own and has something on every page', async () => {
  const lead = await openDashboardClient(school.dashboardUrl, linkOf('safeguarding lead'));
  expect((await lead.get<{ events: unknown[] }>('/api/events?limit=50')).events.length).toBe(50);
  expect((await lead.get<{ incidents: unknown[] }>('/api/incidents')).incidents.length).toBeGreaterThan(0);
  expect((await lead.get<{ requests: unknown[] }>('/api/requests')).requests.length).toBeGreaterThan(0);
  const { devices } = await lead.get<{ devices: { state: string }[] }>('/api/devices');
  expect(devices.filter(({ state }) => state === 'well').length).toBeGreaterThan(devices.length / 2);
  const teacher = await openDashboardClient(school.dashboardUrl, linkOf('teacher'));
  expect(await teacher.get('/api/me')).toMatchObject({ role: 'teacher', school: { name: 'Schoolgate Demo School' } });
});

test('another start leaves the demo as it is and gives new links', async () => {
  const before = linkOf('committee');
  await school.end();
  school = await serveSchool(data, { flags });
  expect(linkOf('committee')).not.toBe(before);
  const lead = await openDashboardClient(school.dashboardUrl, linkOf('safeguarding lead'));
  expect((await lead.get<{ events: unknown[] }>('/api/events?limit=50')).events.length).toBe(50);
});

test('the demo is not mixed into a school of somebody’s own', async () => {
  const own = newDataFolder('');
  await (await serveSchool(own)).end();
  const { code, err } = await schoolgate(['serve', '--data', own, ...flags]);
  expect([code, err]).toEqual([
    1,
    'This data folder holds Schoolgate Starter School, which the demo would mix with made-up pupils: choose another folder with --data.\n',
  ]);
  removeFolder(own);
});
