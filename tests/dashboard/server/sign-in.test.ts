import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOneTimeLink } from '#dashboard/server/accounts/invite.ts';
import { createBoundedWork } from '#dashboard/server/sign-in/bounded-work.ts';
import { hashPassword, verifyPassword } from '#dashboard/server/sign-in/password-hash.ts';
import { greenfield } from '../../support/cast.ts';
import { createCaller } from './support/caller.ts';
import { accountOf, openHouse, type House } from './support/open-house.ts';

const minute = 60_000;
const hour = 60 * minute;
const password = 'correct horse battery staple';
const lead = accountOf('safeguarding-lead', greenfield.id);

let house: House;
let hash: string;
beforeAll(async () => {
  hash = await hashPassword(password);
});
beforeEach(async () => {
  await house?.close();
  house = await openHouse();
  await house.school.accounts.save({ ...lead, passwordHash: hash });
});
afterAll(() => house.close());

const attempt = (email: string, tried: string) => createCaller(house.dashboard.url).post('/api/session', { email, password: tried });

test('an e-mail address and its password sign somebody in, in a cookie that scripts and other sites cannot use', async () => {
  const caller = createCaller(house.dashboard.url);
  const answer = await caller.post('/api/session', { email: ` ${lead.email.toUpperCase()} `, password });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({
    account: lead.id,
    role: 'safeguarding-lead',
    school: { id: 'greenfield', name: 'Greenfield School' },
    needsPassword: false,
  });
  const set = answer.headers.getSetCookie()[0];
  expect(set).toMatch(/^schoolgate=[\w-]{43}\.[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/);
  expect((await caller.get('/api/me')).json).toMatchObject({ account: lead.id, permissions: expect.arrayContaining(['unmask']) });
  expect(JSON.stringify(await house.store.sessionAccount(set?.slice(11, 54) ?? ''))).toBe('null');
});

test('a wrong password, an unknown account and an account without a password are answered alike', async () => {
  const answers = await Promise.all([
    attempt(lead.email, 'wrong password!'),
    attempt('nobody@greenfield.test', password),
    attempt(accountOf('committee', greenfield.id).email, password),
    attempt(lead.email, ''),
  ]);
  for (const { status, json } of answers) {
    expect(status).toBe(401);
    expect({ ...json, id: '' }).toEqual({ ...answers[0]?.json, id: '' });
  }
});

test('a disabled account neither signs in nor goes on with a session', async () => {
  const caller = createCaller(house.dashboard.url);
  await caller.post('/api/session', { email: lead.email, password });
  await house.school.accounts.save({ ...lead, passwordHash: hash, disabled: true });
  expect((await caller.get('/api/me')).status).toBe(401);
  expect((await attempt(lead.email, password)).status).toBe(401);
});

test('five wrong tries lock the account for that device for a quarter of an hour, the right password included', async () => {
  for (let tries = 0; tries < 5; tries++) expect((await attempt(lead.email, `guess number ${tries}`)).status).toBe(401);
  const locked = await attempt(lead.email.toUpperCase(), password);
  expect(locked.status).toBe(429);
  expect(locked.headers.get('retry-after')).toBe('900');
  expect((await attempt('nobody@greenfield.test', password)).status).toBe(401);
  house.pass(15 * minute);
  expect((await attempt(lead.email, password)).status).toBe(200);
});

test('many guesses at once do not slip past the lock', async () => {
  const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => attempt(lead.email, `guess number ${n}`)));
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([401, 401, 401, 401, 401, 429, 429, 429, 429]);
});

test('a session ends after half an hour without use', async () => {
  const caller = await house.signIn('committee');
  for (let used = 0; used < 3; used++) {
    house.pass(29 * minute);
    expect((await caller.get('/api/me')).status).toBe(200);
  }
  house.pass(30 * minute);
  expect((await caller.get('/api/me')).status).toBe(401);
});

test('a session ends after twelve hours however much it is used', async () => {
  const caller = await house.signIn('committee');
  for (let passed = 0; passed < 12 * hour - 20 * minute; passed += 20 * minute) {
    house.pass(20 * minute);
    expect((await caller.get('/api/me')).status).toBe(200);
  }
  house.pass(20 * minute);
  expect((await caller.get('/api/me')).status).toBe(401);
});

test('signing out ends the session on the server too', async () => {
  const caller = await house.signIn('committee');
  const { value } = caller.cookie;
  expect((await caller.call('DELETE', '/api/session')).status).toBe(204);
  caller.cookie.value = value;
  expect((await caller.get('/api/me')).status).toBe(401);
});

test('signing in changes the session id and ends the one that the browser came with', async () => {
  const caller = await house.signIn('committee');
  const before = caller.cookie.value;
  expect((await caller.post('/api/session', { email: lead.email, password })).status).toBe(200);
  expect(caller.cookie.value).not.toBe(before);
  caller.cookie.value = before;
  expect((await caller.get('/api/me')).status).toBe(401);
});

test('a one-time link works once', async () => {
  const link = await createOneTimeLink(house.school, lead, house.now, house.dashboard.url);
  expect(link).toMatch(new RegExp(`^${house.dashboard.url}/sign-in/[\\w-]{43}$`));
  const token = link.split('/').at(-1);
  const both = await Promise.all([
    house.nobody.post('/api/session/one-time', { token }),
    house.nobody.post('/api/session/one-time', { token }),
  ]);
  expect(both.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 401]);
  expect((await house.nobody.post('/api/session/one-time', { token })).status).toBe(401);
});

test('a one-time link no longer works after 24 hours', async () => {
  const link = await createOneTimeLink(house.school, lead, house.now, house.dashboard.url);
  house.pass(24 * hour);
  expect((await house.nobody.post('/api/session/one-time', { token: link.split('/').at(-1) })).status).toBe(401);
});

test('using a one-time link ends the password from before and every session with it', async () => {
  const atDesk = createCaller(house.dashboard.url);
  await atDesk.post('/api/session', { email: lead.email, password });
  const caller = await house.signIn('safeguarding-lead');
  expect((await caller.get('/api/me')).json).toMatchObject({ needsPassword: true });
  expect((await atDesk.get('/api/me')).status).toBe(401);
  expect((await attempt(lead.email, password)).status).toBe(401);
});

test('a new password ends every other session, and the one at hand goes on under a new id', async () => {
  const elsewhere = await house.signIn('committee');
  const caller = await house.signIn('committee');
  const before = caller.cookie.value;
  expect((await caller.post('/api/me/password', { password: 'a new one, long enough' })).status).toBe(204);
  expect(caller.cookie.value).not.toBe(before);
  expect((await caller.get('/api/me')).json).toMatchObject({ needsPassword: false });
  expect((await elsewhere.get('/api/me')).status).toBe(401);
  expect((await attempt(accountOf('committee', greenfield.id).email, 'a new one, long enough')).status).toBe(200);
});

test('changing a password asks for the one before; a short one is refused in plain words', async () => {
  const caller = createCaller(house.dashboard.url);
  await caller.post('/api/session', { email: lead.email, password });
  expect((await caller.post('/api/me/password', { password: 'another long password' })).status).toBe(422);
  expect((await caller.post('/api/me/password', { password: 'another long password', current: 'a wild guess here' })).status).toBe(422);
  const short = await caller.post('/api/me/password', { password: 'short', current: password });
  expect([short.status, short.json?.['detail']]).toEqual([400, 'password: Use at least 12 characters.']);
  expect((await caller.post('/api/me/password', { password: 'another long password', current: password })).status).toBe(204);
});

test('cookies that are not ours lead nowhere', async () => {
  for (const value of [
    '',
    'schoolgate=',
    'schoolgate=x',
    `schoolgate=${'a'.repeat(4000)}`,
    "schoolgate=' OR 1=1 --.x",
    'schoolgate=%00.%00',
    'schoolgate=.',
  ]) {
    expect((await house.nobody.get('/api/me', { cookie: value })).status, value).toBe(401);
  }
});

test('who signed in, and whose sign-in was refused, is in the audit trail', async () => {
  await attempt(lead.email, 'wrong password!');
  await attempt(lead.email, password);
  await new Promise((resolve) => setTimeout(resolve, 120));
  const { entries } = await house.school.audit.list({ limit: 10 });
  expect(entries.map((entry) => [entry.by, entry.did, entry.to])).toEqual(
    expect.arrayContaining([
      ['system', 'refused-sign-in', `account:${lead.id}`],
      [lead.id, 'signed-in', `account:${lead.id}`],
    ]),
  );
});

test('no more than so many passwords are worked on at once, a few more wait, and the rest hear that it is busy', async () => {
  const bounded = createBoundedWork(2, 3);
  let running = 0;
  let most = 0;
  const work = async (): Promise<string> => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running--;
    return 'done';
  };
  const failing = (): Promise<string> => Promise.reject(new Error('did not work'));
  const answers = await Promise.allSettled([bounded(failing), ...Array.from({ length: 6 }, () => bounded(work))]);
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([
    'failed',
    'done',
    'done',
    'done',
    'done',
    'busy',
    'busy',
  ]);
  expect(most).toBe(2);
  expect(await Promise.all([bounded(work), bounded(work)])).toEqual(['done', 'done']);
});

test('a kept password that asks for more work than ours, or is none of ours, fits no password', async () => {
  const [scheme, salt = '', key = ''] = [hash.split('$')[1], hash.split('$')[3], hash.split('$')[4]];
  expect(await verifyPassword(password, hash)).toBe(true);
  expect(await verifyPassword(password, `$${scheme}$ln=30,r=8,p=3$${salt}$${key}`)).toBe(false);
  expect(await verifyPassword(password, `$${scheme}$ln=15,r=8,p=1$${salt}$${key}`)).toBe(false);
  for (const other of ['', password, '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA'])
    expect(await verifyPassword(password, other)).toBe(false);
});
