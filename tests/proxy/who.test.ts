// Who is behind a request: device credentials, an address map, and the proof that traffic crosses this proxy.
import { createHmac, hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { presenceSchema } from '#policies/contracts/extension-api.ts';
import { directory } from '#proxy/identity/directory.ts';
import { mia, tom } from '../support/cast.ts';
import { connectThrough, open, openHttp2 } from './support/browser.ts';
import type { Browser } from './support/browser.ts';
import { basic, openProxiedSchool } from './support/proxied-school.ts';
import type { ProxiedSchool, ProxiedSchoolOptions } from './support/proxied-school.ts';

async function withSchool(options: ProxiedSchoolOptions, story: (school: ProxiedSchool, anybody: Browser) => Promise<void>): Promise<void> {
  const school = await openProxiedSchool(options);
  try {
    await story(school, { proxyPort: school.proxy.port, authority: school.authority.certificatePem, credentials: null });
  } finally {
    await school.close();
  }
}
const here = (entry: { person?: string; group?: string }): ProxiedSchoolOptions => ({
  proxy: {
    addresses: [
      { cidr: '10.0.0.0/8', name: 'elsewhere', group: 'staff' },
      { cidr: '127.0.0.0/8', name: 'library', ...entry },
    ],
  },
});

test('an address stands for a person, a group, or nobody in particular', async () => {
  await withSchool(here({ person: tom.id }), async (school, anybody) => {
    expect(await open(anybody, 'http://games.test/')).toMatchObject({ status: 200 });
    expect(await openHttp2(anybody, 'https://games.test/')).toMatchObject({ status: 200 });
    expect((await school.events())[0]).toMatchObject({ subject: 'tom', device: null, phase: 'sixth-form', clientAddress: '127.0.0.1' });
  });
  await withSchool(here({ group: 'ks3' }), async (school, anybody) => {
    expect(await open(anybody, 'http://games.test/')).toMatchObject({ status: 403 });
    expect((await school.events())[0]).toMatchObject({ subject: 'address:library', phase: 'ks3' });
  });
  await withSchool(here({}), async (school, anybody) => {
    expect(await open(anybody, 'http://games.test/')).toMatchObject({ status: 403 });
    expect((await school.events())[0]).toMatchObject({ subject: 'unknown', phase: 'unknown' });
  });
});

test('of ranges that hold an address the narrowest counts, for both versions of IP', () =>
  withSchool({}, async ({ school, now }) => {
    const ranges = directory(
      school,
      [
        { cidr: '0.0.0.0/0', name: 'anywhere', group: 'unknown' },
        { cidr: '10.20.0.0/16', name: 'site', group: 'ks3' },
        { cidr: '10.20.12.7/32', name: 'kiosk', person: tom.id },
        { cidr: '10.20.12.0/24', name: 'room', group: 'ks4' },
        { cidr: '10.20.12.0/24', name: 'room again', group: 'staff' },
        { cidr: '::/0', name: 'anywhere 6', group: 'unknown' },
        { cidr: '2001:db8:12::/48', name: 'room 6', group: 'ks4' },
        { cidr: '::ffff:192.0.2.0/120', name: 'mapped', group: 'ks3' },
      ],
      { seen: () => undefined },
      now,
    );
    const at = async (address: string) => {
      const identity = await ranges.identify({ authorization: null, address, shownAt: now(), at: now() });
      return typeof identity === 'string' ? undefined : identity.subject.id;
    };
    expect(await at('10.20.12.7')).toBe('tom');
    expect(await at('::ffff:10.20.12.7')).toBe('tom');
    expect(await at('10.20.12.8')).toBe('address:room');
    expect(await at('10.20.13.8')).toBe('address:site');
    expect(await at('10.21.0.1')).toBe('address:anywhere');
    expect(await at('2001:db8:12:1::9')).toBe('address:room 6');
    expect(await at('fe80::1%eth0')).toBe('address:anywhere 6');
    expect(await at('192.0.2.200')).toBe('address:mapped');
    expect(await at('no address')).toBeUndefined();
  }));

test('credentials come before the address, and wrong ones are not excused by it', () =>
  withSchool(here({ person: tom.id }), async (school, anybody) => {
    expect(await open({ ...anybody, credentials: await school.deviceOf(mia) }, 'http://games.test/')).toMatchObject({ status: 403 });
    expect(await open({ ...anybody, credentials: basic('device-1', 'wrong') }, 'http://games.test/')).toMatchObject({ status: 407 });
  }));

test('a device that belongs to nobody has the policy of strangers', () =>
  withSchool({}, async (school, anybody) => {
    expect(await open({ ...anybody, credentials: await school.deviceOf(null) }, 'http://games.test/')).toMatchObject({ status: 403 });
    expect((await school.events())[0]).toMatchObject({ subject: 'unknown', phase: 'unknown', device: 'device-1' });
  }));

test('an address entry that is no network stops the start with a sentence', async () => {
  await expect(openProxiedSchool({ proxy: { addresses: [{ cidr: '10.0.0', name: 'x' }] } })).rejects.toThrow(/"10\.0\.0" is not a network/);
});

test('an extension is shown a proof that only this school’s proxy can make, and nothing is recorded or forwarded', () =>
  withSchool({}, async (school, anybody) => {
    const credentials = await school.deviceOf(mia);
    const answer = await open({ ...anybody, credentials }, 'http://schoolgate.internal/presence?nonce=a%20b%2B1');
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const proof = createHmac('sha256', hash('sha256', 'secret-1-mia', 'buffer'))
      .update('a b+1')
      .digest('base64url');
    expect(presenceSchema.parse(JSON.parse(answer.text))).toEqual({ proxy: 'proxy-1', bundle: 1, proof });
    expect(await school.events()).toEqual([]);
    expect(school.outside.received).toEqual([]);
  }));

test('the proxy’s own host answers nothing else', () =>
  withSchool(here({ person: tom.id }), async (school, anybody) => {
    const browser = { ...anybody, credentials: await school.deviceOf(mia) };
    for (const path of ['/', '/presence', '/presence?nonce=', `/presence?nonce=${'a'.repeat(300)}`, '/presence/x?nonce=1'])
      expect(await open(browser, `http://schoolgate.internal${path}`), path).toMatchObject({ status: 404 });
    expect(await open(browser, 'http://schoolgate.internal/presence?nonce=1', { method: 'POST', body: '' })).toMatchObject({ status: 404 });
    // By address alone there is no secret to prove anything with.
    expect(await open(anybody, 'http://schoolgate.internal/presence?nonce=1')).toMatchObject({ status: 404 });
    expect((await connectThrough(browser, 'schoolgate.internal:443')).status).toBe(403);
    expect(school.outside.received).toEqual([]);
  }));
