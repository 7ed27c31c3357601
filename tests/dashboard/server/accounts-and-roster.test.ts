import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvRecords } from '#dashboard/server/csv-records.ts';
import { accountsSchema, invitedSchema, rosterResultSchema } from '#policies/contracts/dashboard-api.ts';
import { createCaller, type Caller } from './support/caller.ts';
import { openHouse, type House } from './support/open-house.ts';

let house: House;
let administrator: Caller;
let technician: Caller;
beforeAll(async () => {
  house = await openHouse();
  [administrator, technician] = [await house.signIn('administrator'), await house.signIn('technician')];
});
afterAll(() => house.close());

const invitation = { name: 'Noor Aziz', email: 'Noor.Aziz@Greenfield.test', role: 'teacher', teaches: ['8b', '8c', '8b'] };

test('somebody who is invited signs in by the link, sets a password and is then signed up', async () => {
  const { json } = await administrator.post('/api/accounts', invitation);
  expect(json).toMatchObject({
    account: { name: 'Noor Aziz', email: 'noor.aziz@greenfield.test', role: 'teacher', signedUp: false, disabled: false },
    link: expect.stringContaining('/sign-in/'),
  });
  const newcomer = createCaller(house.dashboard.url);
  expect((await newcomer.post('/api/session/one-time', { token: String(json?.['link']).split('/').at(-1) })).json).toMatchObject({
    name: 'Noor Aziz',
    needsPassword: true,
  });
  expect((await newcomer.get('/api/timetable')).json).toMatchObject({ classes: [{ id: '8b' }, { id: '8c' }] });
  await newcomer.post('/api/me/password', { password: 'a long enough one' });
  const listed = await administrator.get('/api/accounts');
  const { accounts } = accountsSchema.parse(listed.json);
  expect(accounts.find((account) => account.email === 'noor.aziz@greenfield.test')).toMatchObject({ signedUp: true });
  expect((await administrator.post('/api/accounts', invitation)).status).toBe(409);
  expect(listed.text).not.toMatch(/scrypt|hash/i);
});

test('whoever teaches is tied to their person on the roster, or gets one', async () => {
  expect(await house.school.people.byLogin('noor.aziz@greenfield.test')).toMatchObject({
    kind: 'staff',
    groups: ['staff'],
    teaches: ['8b', '8c'],
  });
  await administrator.post('/api/accounts', { ...invitation, name: 'A. Okafor', email: 'okafor@greenfield.test', teaches: ['8c'] });
  expect(await house.school.people.byLogin('okafor@greenfield.test')).toMatchObject({ id: 'okafor', name: 'Ada Okafor', teaches: ['8c'] });
});

test('somebody who never came can be invited again', async () => {
  const first = await administrator.post('/api/accounts', { ...invitation, email: 'late@greenfield.test', teaches: [] });
  const second = await administrator.post('/api/accounts', {
    ...invitation,
    email: 'late@greenfield.test',
    role: 'committee',
    teaches: [],
  });
  expect(second.json).toMatchObject({ account: { id: invitedSchema.parse(first.json).account.id, role: 'committee' } });
});

test.each([
  ['the e-mail address of a pupil', { email: 'mia@greenfield.test' }, 409],
  ['a class that does not exist', { email: 'x@greenfield.test', teaches: ['9z'] }, 422],
  ['a group that is no class', { email: 'x@greenfield.test', teaches: ['year-8'] }, 422],
  ['no e-mail address', { email: 'nobody' }, 400],
  ['a role that does not exist', { email: 'x@greenfield.test', role: 'god' }, 400],
])('nobody is invited with %s', async (_what, change, status) => {
  expect((await administrator.post('/api/accounts', { ...invitation, ...change })).status).toBe(status);
  expect(await house.store.accountByEmail('x@greenfield.test')).toBeNull();
});

const load = async (csv: string) => rosterResultSchema.parse((await technician.post('/api/roster', { csv })).json);

test('a roster is read whatever wrote it: byte order mark, any line end, quoted fields, header or none', async () => {
  const csv =
    '\uFEFFLogin, Name ,Kind,Group\r\n"ana@greenfield.test","Li, Ana ""Annie""",pupil,8B\r\nBEN@greenfield.test,Ben Ó Briain,PUPIL,Year 8\r\r\n\n"cy@greenfield.test",Cy,guest,\nd.day@greenfield.test,Dee Day,staff,8b;8c';
  expect(await load(csv)).toEqual({ saved: 4, problems: [] });
  expect(await house.school.people.byLogin('ana@greenfield.test')).toMatchObject({
    name: 'Li, Ana "Annie"',
    kind: 'pupil',
    groups: ['8b'],
  });
  expect(await house.school.people.byLogin('ben@greenfield.test')).toMatchObject({ name: 'Ben Ó Briain', groups: ['year-8'] });
  expect(await house.school.people.byLogin('cy@greenfield.test')).toMatchObject({ kind: 'guest', groups: ['guest'] });
  expect(await house.school.people.byLogin('d.day@greenfield.test')).toMatchObject({
    kind: 'staff',
    groups: ['staff'],
    teaches: ['8b', '8c'],
  });
});

test('people keep their id when the roster is loaded again, so that their events stay theirs', async () => {
  const before = await house.school.people.byLogin('mia@greenfield.test');
  expect(await load('mia@greenfield.test,Mia Patel-Jones,pupil,8c')).toEqual({ saved: 1, problems: [] });
  expect(await house.school.people.byLogin('mia@greenfield.test')).toEqual({ ...before, name: 'Mia Patel-Jones', groups: ['8c'] });
  expect((await house.school.people.byLogin('ana@greenfield.test'))?.id).toMatch(/^person-[0-9a-f]{16}$/);
});

test('every bad line is told with its number and reason, and the good ones are saved', async () => {
  const lines = [
    'eve@greenfield.test,Eve,pupil,8b',
    'only,three,fields',
    ',No Login,pupil,8b',
    'no.name@greenfield.test,,pupil,8b',
    'kind@greenfield.test,Wrong Kind,teacher,8b',
    'group@greenfield.test,Wrong Group,pupil,9z',
    'none@greenfield.test,No Group,pupil,',
    'cheat@greenfield.test,A Pupil,pupil,staff',
    'all@greenfield.test,A Pupil,pupil,everyone',
    '=cmd@greenfield.test,Formula,pupil,8b',
    'f@greenfield.test,"=HYPERLINK(""http://evil.test"")",pupil,8b',
    'g@greenfield.test,@SUM(A1),pupil,8b',
    'bidi@greenfield.test,Na\u202Eme,pupil,8b',
    'nul@greenfield.test,Na\u0000me,pupil,8b',
    'sp ace@greenfield.test,A Name,pupil,8b',
    'EVE@greenfield.test,Eve Again,pupil,8b',
    'quote@greenfield.test,O"Brien,pupil,8b',
    '"stray@greenfield.test,Stray,pupil,8b',
    'fay@greenfield.test,Fay,pupil,8b',
  ];
  const { saved, problems } = await load(lines.join('\n'));
  expect(saved).toBe(2);
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  expect(problems.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('four fields'),
    expect.stringContaining('login is missing'),
    expect.stringContaining('name is missing'),
    expect.stringContaining('pupil, staff or guest'),
    'There is no group “9z” at your school.',
    expect.stringContaining('group is missing'),
    expect.stringContaining('cannot be in the group “staff”'),
    'There is no group “everyone” at your school.',
    expect.stringContaining('no sign-in name has'),
    expect.stringContaining('cannot begin with ='),
    expect.stringContaining('cannot begin with ='),
    expect.stringContaining('cannot be seen'),
    expect.stringContaining('cannot be seen'),
    expect.stringContaining('no sign-in name has'),
    'This login stands in line 1 already.',
    expect.stringContaining('quotation mark'),
    expect.stringContaining('quotation mark'),
  ]);
  expect(await house.school.people.byLogin('fay@greenfield.test')).toMatchObject({ name: 'Fay' });
});

test('ten thousand lines are read in a moment', async () => {
  const own = await openHouse();
  const asTechnician = await own.signIn('technician');
  const csv = Array.from({ length: 10_000 }, (_, n) => `pupil${n}@greenfield.test,"Pupil ${n}",pupil,8b`).join('\r\n');
  const begun = Date.now();
  expect((await asTechnician.post('/api/roster', { csv })).json).toEqual({ saved: 10_000, problems: [] });
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect(await own.school.people.list()).toHaveLength(10_004);
  await own.close();
});

test('a file that is no roster is answered with its first bad lines and a count of the rest', async () => {
  const { saved, problems } = await load('x\n'.repeat(5000));
  expect([saved, problems.length, problems.at(-1)]).toEqual([0, 501, { line: 0, problem: '4500 more lines were not understood.' }]);
});

test.each([
  ['nothing', '', []],
  ['empty lines', '\n\r\n\r', []],
  [
    'a quoted line end',
    'a,"b\r\nc"\nd',
    [
      { line: 1, fields: ['a', 'b\r\nc'] },
      { line: 3, fields: ['d'] },
    ],
  ],
  [
    'a quotation mark that never closes',
    'a,"b\nc,d',
    [
      { line: 1, problem: expect.stringContaining('never ends') },
      { line: 2, fields: ['c', 'd'] },
    ],
  ],
  [
    'text after a closing mark',
    '"a"b\nc',
    [
      { line: 1, problem: expect.stringContaining('closing') },
      { line: 2, fields: ['c'] },
    ],
  ],
  ['an empty quoted field', '"",\n', [{ line: 1, fields: ['', ''] }]],
  ['no line end at the end', 'a,', [{ line: 1, fields: ['a', ''] }]],
])('comma-separated values with %s', (_what, csv, records) => {
  expect([...csvRecords(csv)]).toEqual(records);
});

test('quotation marks without end cost no more than their lines', () => {
  const begun = Date.now();
  expect([...csvRecords(`"${'x'.repeat(50)}\n`.repeat(30_000))].length).toBeGreaterThan(10_000);
  expect(Date.now() - begun).toBeLessThan(3000);
});
