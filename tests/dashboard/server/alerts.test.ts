// The safeguarding lead is told within seconds that something grave is on record, over a real mail server, and not what it is.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { startDashboard } from '#dashboard/server/dashboard-server.ts';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent, flaggedEvent } from './support/samples.ts';

let house: House;
let server: SMTPServer;
/** An address over which the server says nothing more, and how often it does. */
let hangs: string | null;
let hanging: number;
const held: (() => void)[] = [];
const urgent = { category: 'self-harm', severity: 'urgent', list: 'x', line: 1, phrase: 'x' } as const;
let received: { to: string[]; text: string; at: number }[];
beforeEach(async () => {
  received = [];
  hangs = null;
  hanging = 0;
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (address !== hangs) return done();
      hanging += 1;
      held.push(() => done());
    },
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text, at: performance.now() });
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const from = 'schoolgate@greenfield.test';
  house = await openHouse({ mail: { host: '127.0.0.1', port, security: 'none', user: null, password: null, from } });
  await expect.poll(async () => (await house.school.letters.alerted()).until, { timeout: 10_000 }).not.toBeNull();
});
afterEach(async () => {
  for (const release of held.splice(0)) release();
  await house.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

test('a grave event is told within ten seconds, without a word of it', async () => {
  const began = performance.now();
  await house.school.events.append([flaggedEvent(house.now())]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(1);
  const [{ to, text, at } = { to: [], text: '', at: 0 }] = received;
  expect(at - began).toBeLessThan(10_000);
  expect(to).toEqual(['safeguarding-lead@greenfield.test']);
  expect(text).toContain('Something needs you within the hour');
  for (const word of ['hurt', 'search.test', 'mia', 'Mia', 'self-harm', '8b'])
    expect(text.replace(/^Message-ID: <alert-[\da-f-]{36}@/m, '')).not.toContain(word);
});

test('a second child within minutes is told of at once; more about the first is counted and comes later', async () => {
  const about = (subject: string) => flaggedEvent(house.now(), { subject, flag: urgent });
  await house.school.events.append([about('mia')]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(1);
  house.pass(60_000);
  await house.school.events.append([about('mia'), about('mia'), about('leo')]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(2);
  expect(received[1]?.text).toContain('recorded something');
  house.pass(10 * 60_000);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(3);
  expect(received[2]?.text).toContain('recorded 2 things');
});

test('where nobody is safeguarding lead the head is told, and where nobody at all could be, the first who can', async () => {
  const accounts = await house.school.accounts.list();
  const set = async (role: string, disabled: boolean): Promise<void> => {
    for (const account of accounts) if (account.role === role) await house.school.accounts.save({ ...account, disabled });
  };
  for (const role of ['safeguarding-lead', 'head', 'administrator']) await set(role, true);
  await house.school.events.append([flaggedEvent(house.now())]);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(received).toEqual([]);
  await set('head', false);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(1);
  expect(received[0]?.to).toEqual(['head@greenfield.test']);
});

test('a mail server that hangs over some letters holds up no alert', async () => {
  hangs = 'okafor@greenfield.test';
  for (let one = 0; one < 3; one++)
    await house.school.letters.add({ id: `plan-${one}`, at: house.now(), to: hangs, subject: 'x', text: 'x', urgent: false });
  await expect.poll(() => hanging, { timeout: 15_000 }).toBe(3);
  const began = performance.now();
  await house.school.events.append([flaggedEvent(house.now())]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(1);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('many of a kind are one letter, something graver another, and what is ordinary or mild none', async () => {
  const mild = flaggedEvent(house.now(), { flag: { category: 'self-harm', severity: 'low', list: 'x', line: 1, phrase: 'x' } });
  await house.school.events.append([blockedEvent(house.now()), mild, ...Array.from({ length: 700 }, () => flaggedEvent(house.now()))]);
  await house.school.events.append([flaggedEvent(house.now(), { flag: urgent })]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(received.length).toBe(2);
  expect(received.filter(({ text }) => text.includes('Urgent: somebody may need you now'))).toHaveLength(1);
});

test('an event that a browser kept while it was away, and tells hours later, is told; what the law forbids, too', async () => {
  const late = blockedEvent(house.now() - 5 * 3_600_000, {
    category: 'illegal',
    rule: { id: 'mandatory:illegal', layer: 'mandatory', origin: { kind: 'built-in', name: 'Mandatory' } },
  });
  await house.school.events.append([late]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(1);
});

test('what came while the dashboard was not running is told when it runs again; what was told is not told again', async () => {
  await house.school.events.append([flaggedEvent(house.now())]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(1);
  await house.dashboard.close();
  house.pass(11 * 60_000);
  await house.school.events.append([flaggedEvent(house.now()), flaggedEvent(house.now())]);
  const again = await startDashboard(house.options);
  try {
    await expect.poll(() => received.length, { timeout: 15_000 }).toBe(2);
    expect(received[1]?.text).toContain('recorded 2 things');
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(received.length).toBe(2);
  } finally {
    await again.close();
  }
});
