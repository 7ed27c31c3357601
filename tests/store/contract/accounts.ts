import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ContractCast } from './cast.ts';
import { sampleAccount, thursday } from '../samples.ts';

export function accountContract(cast: ContractCast): void {
  test('an account signs in by e-mail, in any case, before its school is known', async () => {
    const { accounts, school } = await cast.newSchool();
    const account = sampleAccount(school.id, 'lead', {
      email: 'Lead@One.test',
      role: 'safeguarding-lead',
      passwordHash: '$scrypt$x',
      disabled: true,
    });
    await accounts.save(account);
    const kept = { ...account, email: 'lead@one.test' };
    expect(await cast.other().accountByEmail('LEAD@one.test')).toEqual(kept);
    expect(await accounts.byId('lead')).toEqual(kept);
    expect(await cast.store().accountByEmail('nobody@one.test')).toBeNull();
  });

  test('two accounts cannot have one e-mail, not even in two schools', async () => {
    const one = await cast.newSchool();
    const two = await cast.newSchool();
    await one.accounts.save(sampleAccount(one.school.id, 'a', { email: 'same@school.test' }));
    await expect(one.accounts.save(sampleAccount(one.school.id, 'b', { email: 'SAME@school.test' }))).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(two.accounts.save(sampleAccount(two.school.id, 'a', { email: 'same@school.test' }))).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(two.accounts.save(sampleAccount(one.school.id, 'c'))).rejects.toThrow('belongs to the school');
  });

  test('a session leads to its account until it is ended', async () => {
    const { accounts, school } = await cast.newSchool();
    await accounts.save(sampleAccount(school.id, 'teacher', { role: 'teacher' }));
    const session = {
      idHash: `session-${school.id}`,
      account: 'teacher',
      createdAt: thursday,
      lastSeenAt: thursday,
      expiresAt: thursday + 1000,
    };
    await accounts.createSession(session);
    await accounts.touchSession(session.idHash, thursday + 500);
    await accounts.touchSession(session.idHash, thursday + 100);
    expect(await accounts.session(session.idHash)).toEqual({ ...session, lastSeenAt: thursday + 500 });
    expect(await cast.other().sessionAccount(session.idHash)).toMatchObject({ account: { id: 'teacher', school: school.id } });
    await accounts.endSession(session.idHash);
    expect(await accounts.session(session.idHash)).toBeNull();
    expect(await cast.store().sessionAccount(session.idHash)).toBeNull();
  });

  test('sessions that have expired are cleared away when the next one begins', async () => {
    const { accounts, school } = await cast.newSchool();
    await accounts.save(sampleAccount(school.id, 'teacher'));
    const begin = (idHash: string, createdAt: number) =>
      accounts.createSession({ idHash, account: 'teacher', createdAt, lastSeenAt: createdAt, expiresAt: createdAt + 1000 });
    await begin(`old-${school.id}`, thursday);
    await begin(`new-${school.id}`, thursday + 1000);
    expect(await accounts.session(`old-${school.id}`)).toBeNull();
    expect(await accounts.session(`new-${school.id}`)).not.toBeNull();
  });

  test('a one-time link works once, even when many try it at the same moment', async () => {
    const { accounts, school } = await cast.newSchool();
    await accounts.save(sampleAccount(school.id, 'head'));
    const link = `link-${school.id}`;
    await accounts.saveOneTimeLink(link, 'head', thursday + 1000);
    expect(await cast.other().oneTimeLinkSchool(link)).toBe(school.id);
    const elsewhere = cast.other().forSchool(school.id).accounts;
    const uses = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? accounts : elsewhere).useOneTimeLink(link, thursday)));
    expect(uses.filter((account) => account !== null)).toEqual(['head']);
    expect(await cast.store().oneTimeLinkSchool(link)).toBeNull();
  });

  test('a one-time link that has expired signs nobody in', async () => {
    const { accounts, school } = await cast.newSchool();
    await accounts.save(sampleAccount(school.id, 'head'));
    await accounts.saveOneTimeLink(`late-${school.id}`, 'head', thursday);
    expect(await accounts.useOneTimeLink(`late-${school.id}`, thursday)).toBeNull();
  });

  test('the enrolment key finds its school by hash, and only while it is the key', async () => {
    const { secrets, school } = await cast.newSchool();
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    await secrets.set('enrolment-key', 'first key of this school');
    await secrets.set('bundle-signing-key', 'PEM');
    expect(await cast.other().enrolmentSchool(hash('first key of this school'))).toBe(school.id);
    await secrets.set('enrolment-key', 'second key of this school');
    expect(await cast.store().enrolmentSchool(hash('first key of this school'))).toBeNull();
    expect(await cast.store().enrolmentSchool(hash('second key of this school'))).toBe(school.id);
    expect(await cast.store().enrolmentSchool(hash('PEM'))).toBeNull();
    expect(await secrets.get('enrolment-key')).toBe('second key of this school');
    expect(await secrets.get('unknown')).toBeNull();
  });

  test('two processes that make the same secret at once agree on one', async () => {
    const { secrets, school } = await cast.newSchool();
    const elsewhere = cast.other().forSchool(school.id).secrets;
    const made = await Promise.all([secrets.create('bundle-signing-key', 'one'), elsewhere.create('bundle-signing-key', 'two')]);
    expect(new Set(made).size).toBe(1);
    expect(await secrets.get('bundle-signing-key')).toBe(made[0]);
  });
}
