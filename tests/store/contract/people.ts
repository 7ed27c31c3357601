import { expect, test } from 'vitest';
import type { ContractCast } from './cast.ts';
import { sampleDevice, samplePerson, thursday } from '../samples.ts';

const beat = { version: '0.1.0', bundle: 4, throughProxy: true, queued: 2, problems: ['storage-full'] };

export function peopleContract(cast: ContractCast): void {
  test('a person is found by id and by sign-in name in any case', async () => {
    const { people } = await cast.newSchool();
    const amara = samplePerson('p1', {
      name: 'Amara Okafor',
      login: 'Amara.Okafor@School.test',
      kind: 'staff',
      groups: ['staff'],
      teaches: ['8b', '9a'],
    });
    await people.save([amara, samplePerson('p2')]);
    const kept = { ...amara, login: 'amara.okafor@school.test' };
    expect(await people.byId('p1')).toEqual(kept);
    expect(await people.byLogin('AMARA.OKAFOR@school.test')).toEqual(kept);
    expect(await people.byLogin('nobody@school.test')).toBeNull();
    expect(await people.list()).toHaveLength(2);
  });

  test('saving somebody again moves them to their new class', async () => {
    const { people } = await cast.newSchool();
    await people.save([samplePerson('p1', { groups: ['7a'] })]);
    await people.save([samplePerson('p1', { groups: ['8a'] })]);
    expect((await people.list()).map(({ groups }) => groups)).toEqual([['8a']]);
  });

  test('a roster with a sign-in name that belongs to somebody else is refused as a whole', async () => {
    const { people } = await cast.newSchool();
    await people.save([samplePerson('p1', { login: 'a@school.test' })]);
    await expect(people.save([samplePerson('p2'), samplePerson('p3', { login: 'A@school.test' })])).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect((await people.list()).map(({ id }) => id)).toEqual(['p1']);
  });

  test('a device is found by id, token and install, and from outside by its id and token', async () => {
    const { devices, school } = await cast.newSchool();
    const device = sampleDevice('d1', { lastHeartbeat: { ...beat, at: thursday } });
    await devices.save(device);
    expect(await devices.byId('d1')).toEqual(device);
    expect(await devices.byTokenHash('token-d1')).toEqual(device);
    expect(await devices.byInstall('install-d1')).toEqual(device);
    expect(await devices.byTokenHash('token-d2')).toBeNull();
    expect(await cast.other().deviceSchool('token-d1')).toBe(school.id);
    expect(await cast.other().proxyDevice('d1')).toEqual({ school: school.id, device });
    expect(await cast.store().proxyDevice('nobody')).toBeNull();
    expect(await cast.store().deviceSchool('nobody')).toBeNull();
  });

  test('a heartbeat is kept with its moment, and a late one does not hide a newer one', async () => {
    const { devices } = await cast.newSchool();
    await devices.save(sampleDevice('d-beating'));
    await devices.heartbeat('d-beating', beat, thursday + 30_000);
    await devices.heartbeat('d-beating', { ...beat, queued: 99 }, thursday);
    await devices.heartbeat('unheard-of', beat, thursday);
    expect((await devices.list()).map(({ lastHeartbeat }) => lastHeartbeat)).toEqual([{ ...beat, at: thursday + 30_000 }]);
  });

  test('a device is seen by its extension and by its requests, each at the latest of its moments', async () => {
    const { devices } = await cast.newSchool();
    await devices.save(sampleDevice('d-one'));
    await devices.save(sampleDevice('d-two'));
    await devices.seen(
      'heard',
      new Map([
        ['d-one', thursday + 20],
        ['unheard-of', thursday],
      ]),
    );
    await devices.seen(
      'heard',
      new Map([
        ['d-one', thursday + 10],
        ['d-two', thursday + 5],
      ]),
    );
    await devices.seen('passed', new Map([['d-two', thursday + 7]]));
    expect((await devices.list()).map(({ id, heardAt, passedAt }) => [id, heardAt, passedAt])).toEqual([
      ['d-one', thursday + 20, null],
      ['d-two', thursday + 5, thursday + 7],
    ]);
  });
}
