// The safeguarding lead is told within seconds that something grave is on record, over a real mail server, and not what it is.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { openHouse, type House } from './support/open-house.ts';
import { blockedEvent, flaggedEvent } from './support/samples.ts';

let house: House;
let server: SMTPServer;
let received: { to: string[]; text: string; at: number }[];
beforeEach(async () => {
  received = [];
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
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
  await expect.poll(() => house.school.letters.alertedUntil(), { timeout: 10_000 }).not.toBeNull();
});
afterEach(async () => {
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
  for (const word of ['hurt', 'search.test', 'mia', 'Mia', 'self-harm', '8b']) expect(text).not.toContain(word);
});

test('many of a kind are one letter, something graver another, and what is ordinary or mild none', async () => {
  const mild = flaggedEvent(house.now(), { flag: { category: 'self-harm', severity: 'low', list: 'x', line: 1, phrase: 'x' } });
  await house.school.events.append([blockedEvent(house.now()), mild, ...Array.from({ length: 700 }, () => flaggedEvent(house.now()))]);
  const urgent = { category: 'self-harm', severity: 'urgent', list: 'x', line: 1, phrase: 'x' } as const;
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
  const place = await house.school.letters.alertedUntil();
  await expect.poll(async () => ((await house.school.letters.alertedUntil()) ?? 0) >= (place ?? 0)).toBe(true);
  house.pass(11 * 60_000);
  await house.school.letters.setAlertedUntil((await house.school.events.keptAfter(null, 1)).until);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(received.length).toBe(1);
  await house.school.events.append([flaggedEvent(house.now())]);
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(2);
});
