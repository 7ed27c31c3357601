// Letters to staff over a real mail server: kept first, taken once, tried again when it cannot be reached, and without a word of what a mailbox should not hold.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { mailServer, type MailOptions } from '#dashboard/server/letters/mail-server.ts';
import { startDashboard } from '#dashboard/server/dashboard-server.ts';
import { messagesSchema, overviewSchema } from '#policies/contracts/dashboard-api.ts';
import { planViewSchema } from '#policies/contracts/plan-api.ts';
import { createTestAuthority, type TestAuthority } from '../../support/test-authority.ts';
import { openHouse, type House } from './support/open-house.ts';
import { lesson } from './support/samples.ts';

interface Mailbox {
  readonly port: number;
  readonly received: { readonly to: string[]; readonly text: string; readonly secure: boolean }[];
  refuse: { code: number; words: string } | null;
  /** Nobody gets further than the greeting. */
  away: boolean;
  /** Letters of our sender are refused. */
  sender: boolean;
  close(): Promise<void>;
}

let authority: TestAuthority;
let mailbox: Mailbox;
let house: House | null = null;
beforeEach(async () => {
  authority = await createTestAuthority();
  mailbox = await openMailbox();
});
afterEach(async () => {
  await house?.close();
  house = null;
  await mailbox.close();
});

async function openMailbox(): Promise<Mailbox> {
  const received: Mailbox['received'] = [];
  const { key, cert } = await authority.issue(['localhost']);
  const server = new SMTPServer({
    key,
    cert,
    authMethods: ['PLAIN'],
    onConnect: (_session, done) => done(box.away ? Object.assign(new Error('closed for repairs'), { responseCode: 554 }) : null),
    onMailFrom: (_address, _session, done) => done(box.sender ? Object.assign(new Error('Not for you'), { responseCode: 550 }) : null),
    onAuth: ({ username, password }, _session, done) =>
      username === 'schoolgate' && password === 'secret' ? done(null, { user: username }) : done(new Error('Wrong name or password')),
    onRcptTo(_address, _session, done) {
      const { refuse } = box;
      done(refuse === null ? null : Object.assign(new Error(refuse.words), { responseCode: refuse.code }));
    },
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text, secure: session.secure });
        done(null, 'taken with thanks');
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const box: Mailbox = {
    port: (listening.address() as AddressInfo).port,
    received,
    refuse: null,
    away: false,
    sender: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return box;
}

const options = (change: Partial<MailOptions> = {}): MailOptions => ({
  host: 'localhost',
  port: mailbox.port,
  security: 'starttls',
  user: 'schoolgate',
  password: 'secret',
  from: 'Schoolgate <schoolgate@greenfield.test>',
  authorities: [authority.root],
  ...change,
});
const letter = (id: string, at = 0) => ({
  id,
  at,
  to: 'okafor@greenfield.test',
  subject: 'Look',
  text: 'There is something to look at.',
  urgent: false,
});

describe('a mail server', () => {
  test('takes a letter over TLS that is verified, from somebody who signs in', async () => {
    expect(await mailServer(options()).hand(letter('one'))).toMatchObject({
      is: 'taken',
      said: expect.stringContaining('taken with thanks'),
    });
    expect(mailbox.received).toMatchObject([
      { to: ['okafor@greenfield.test'], secure: true, text: expect.stringContaining('Message-ID: <one@') },
    ]);
  });

  test.each<[string, Partial<MailOptions>]>([
    ['a certificate of somebody unknown', { authorities: [] }],
    ['a wrong password', { password: 'guess' }],
    ['nobody there', { port: 1 }],
  ])('with %s is tried again later, and sent nothing', async (_what, change) => {
    const handed = await mailServer(options(change)).hand(letter('one'));
    expect(handed.is).toBe('later');
    expect(handed.said.length).toBeGreaterThan(5);
    expect(mailbox.received).toEqual([]);
  });

  test('that knows nobody of that address is not asked again; one that is full, or wants another sender, is', async () => {
    mailbox.refuse = { code: 550, words: 'No such user here' };
    expect((await mailServer(options()).hand(letter('one'))).is).toBe('never');
    mailbox.sender = true;
    expect((await mailServer(options()).hand(letter('one'))).is).toBe('later');
    mailbox.sender = false;
    mailbox.refuse = { code: 452, words: 'Insufficient storage' };
    expect((await mailServer(options()).hand(letter('one'))).is).toBe('later');
  });

  test.each(['a@b.test\r\nBcc: everybody@b.test', 'Eve <eve@b.test>, mallory@b.test'])(
    'sends to one address, whatever stands in it: %j',
    async (to) => {
      await mailServer(options()).hand({ ...letter('one'), to, subject: 'Look\r\nBcc: everybody@b.test' });
      for (const { to: reached, text } of mailbox.received) {
        expect(reached).not.toContain('everybody@b.test');
        expect(reached.length).toBe(1);
        expect(text).not.toMatch(/^Bcc:/m);
      }
    },
  );
});

describe('letters of a school', () => {
  test('are sent once within seconds, and one that was posted twice is one', async () => {
    house = await openHouse({ mail: options() });
    await house.school.letters.add(letter('one', house.now()));
    await house.school.letters.add(letter('one', house.now()));
    const began = performance.now();
    await expect.poll(() => mailbox.received.length, { timeout: 10_000 }).toBe(1);
    expect(performance.now() - began).toBeLessThan(10_000);
    await expect.poll(async () => (await house?.school.letters.byId('one'))?.acceptedAt).not.toBeNull();
    expect(await house.school.letters.byId('one')).toMatchObject({ attempts: 1, state: 'sent', said: expect.stringContaining('250') });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(mailbox.received.length).toBe(1);
  });

  test('wait while the mail server is away, and are sent when it is back', async () => {
    mailbox.away = true;
    house = await openHouse({ mail: options() });
    await house.school.letters.add(letter('one', house.now()));
    await expect.poll(async () => (await house?.school.letters.byId('one'))?.attempts, { timeout: 10_000 }).toBe(1);
    expect(await house.school.letters.byId('one')).toMatchObject({ state: 'waiting', said: expect.stringContaining('closed for repairs') });
    mailbox.away = false;
    house.pass(60_000);
    await expect.poll(() => mailbox.received.length, { timeout: 10_000 }).toBe(1);
  });

  test('are given up after two days of tries, and tried anew when a technician says so', async () => {
    mailbox.away = true;
    house = await openHouse({ mail: options() });
    await house.school.letters.add(letter('one', house.now()));
    const began = house.now();
    const state = async () => house?.school.letters.byId('one');
    for (let tries = 1; (await state())?.state === 'waiting'; tries++) {
      await expect.poll(async () => (await state())?.attempts, { timeout: 10_000 }).toBe(tries);
      const due = (await state())?.dueAt ?? 0;
      house.pass(Math.max(0, due - house.now()));
    }
    expect((await state())?.state).toBe('failed');
    expect((house.now() - began) / 3_600_000).toBeGreaterThan(36);
    mailbox.away = false;
    const technician = await house.signIn('technician');
    const shown = messagesSchema.parse((await technician.get('/api/messages')).json).messages;
    expect(shown).toMatchObject([{ id: 'one', state: 'failed', subject: 'Look', said: expect.stringContaining('closed for repairs') }]);
    expect(JSON.stringify(shown)).not.toContain('There is something to look at');
    expect((await technician.post('/api/messages/one/again', {})).status).toBe(204);
    await expect.poll(() => mailbox.received.length, { timeout: 10_000 }).toBe(1);
    expect((await technician.post('/api/messages/one/again', {})).status).toBe(409);
  }, 90_000);

  test('wait where no mail server is set, and are sent once there is one', async () => {
    house = await openHouse();
    await house.school.letters.add(letter('one', house.now()));
    const lead = await house.signIn('safeguarding-lead');
    const told = async () => overviewSchema.parse((await lead.get('/api/overview')).json).messages;
    expect(await told()).toEqual({ mailServer: false, leads: 1, failed: 0 });
    await house.dashboard.close();
    const again = await startDashboard({ ...house.options, mail: options() });
    try {
      await expect.poll(() => mailbox.received.length, { timeout: 10_000 }).toBe(1);
    } finally {
      await again.close();
    }
  });

  test('a teacher is told that a plan was answered, and who asks nothing of what is in it', async () => {
    house = await openHouse({ mail: options() });
    const [teacher, committee] = [await house.signIn('teacher'), await house.signIn('committee')];
    const made = await teacher.post('/api/plans', {
      title: 'Chance',
      lessons: [lesson],
      links: [{ url: 'https://gambling.test/odds', wholeSite: false, what: 'Secret words' }],
    });
    const { id, links } = planViewSchema.parse(made.json).plan;
    const asked = await teacher.post(`/api/plans/${id}/ask`, {});
    await committee.post(`/api/plans/${id}/answer`, {
      version: planViewSchema.parse(asked.json).version,
      answers: [{ link: links[0]?.id, lookedAt: null, decision: 'refuse', reason: 'Not for us' }],
    });
    await expect.poll(() => mailbox.received.length, { timeout: 20_000 }).toBe(1);
    const { to, text } = mailbox.received[0] ?? { to: [], text: '' };
    expect(to).toEqual(['teacher@greenfield.test']);
    expect(text).toContain(`/plans/${id}`);
    for (const word of ['gambling', 'Secret words', 'Not for us']) expect(text).not.toContain(word);
  });

  test('a teacher is told once that a lesson is not ready, and not at all that it is', async () => {
    house = await openHouse({ mail: options() });
    const teacher = await house.signIn('teacher');
    const made = await teacher.post('/api/plans', {
      title: 'Chance',
      lessons: [lesson],
      links: [{ url: 'school.test', wholeSite: false, what: '' }],
    });
    const { id, links } = planViewSchema.parse(made.json).plan;
    const ready = { link: links[0]?.id ?? '', objects: 1, stored: 0, bytes: 0, missing: [], changed: null };
    const tell = async (job: string, state: 'red' | 'green'): Promise<void> => {
      const { school, now } = house as House;
      await school.plans.saveReady(id, { lesson, state, at: now(), left: null, effect: null, links: [{ ...ready, state }] });
      await school.jobs.add({ id: job, kind: 'tell', about: id, part: '8b 2026-11-26 3' }, now());
      await expect
        .poll(async () => (await school.jobs.list({ about: id, states: ['done'], limit: 99 })).some((one) => one.id === job), {
          timeout: 20_000,
        })
        .toBe(true);
    };
    await tell('tell-1', 'green');
    await tell('tell-2', 'red');
    await tell('tell-3', 'red');
    await expect.poll(() => mailbox.received.length, { timeout: 20_000 }).toBe(1);
    expect(mailbox.received[0]?.text).toContain('1 of 1 sites are not ready.');
  });
});
