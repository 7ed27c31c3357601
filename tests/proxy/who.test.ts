// Who is behind a request: device credentials, an address map, and the proof that traffic crosses this proxy.
import { createHmac, hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { presenceSchema } from '#policies/contracts/extension-api.ts';
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
    const secret = Buffer.from(credentials.slice(6), 'base64').toString().split(':')[1] ?? '';
    const proof = createHmac('sha256', hash('sha256', secret, 'buffer'))
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
