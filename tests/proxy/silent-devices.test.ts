// A device whose extension has fallen silent is held at a page that says why, until it is heard of again.
import { expect, test } from 'vitest';
import { defaultSilence } from '#proxy/exchange/hold-silent.ts';
import { mia, tom } from '../support/cast.ts';
import { eventually } from '../support/events.ts';
import { connectThrough, http2Request, http2To, open } from './support/browser.ts';
import { openProxiedSchool, tokenOf } from './support/proxied-school.ts';

const minute = 60_000;
const quiet = 'has gone quiet on this device';
const beat = { version: '0.1.0', bundle: 1, throughProxy: true, queued: 0, problems: [] };

test('a silent device is held on every way, can still report, and goes on when it is heard of', async () => {
  const addresses = [{ cidr: '127.0.0.0/8', name: 'room', person: tom.id }];
  const school = await openProxiedSchool({ proxy: { holdSilentAfter: 3 * minute, addresses } });
  try {
    const browser = { proxyPort: school.proxy.port, authority: school.authority.certificatePem };
    const device = { ...browser, credentials: await school.deviceOf(mia) };
    const session = await http2To(device, new URL('https://allowed.test/'));
    expect(await http2Request(session, 'https://allowed.test/')).toMatchObject({ status: 200 });

    school.pass(4 * minute);
    const plain = await open(device, 'http://allowed.test/held');
    expect(plain).toMatchObject({ status: 403 });
    expect(plain.text).toContain(quiet);
    expect((await open(device, 'http://allowed.test/', { headers: { 'accept-language': 'cy' } })).text).toContain('wedi mynd yn dawel');
    // In a tunnel that was open already, and in one that nobody reads.
    expect((await http2Request(session, 'https://allowed.test/held')).text).toContain(quiet);
    const unread = await connectThrough(device, 'bank.test:443');
    expect(unread.status).toBe(403);
    unread.socket.destroy();
    expect(school.outside.received.some(({ path }) => path === '/held')).toBe(false);

    // The way to report, and those who have no extension, are not held.
    expect(await open(device, 'http://schoolgate.internal/presence?nonce=1')).toMatchObject({ status: 200 });
    expect((await open(device, 'http://dashboard.greenfield.test/')).text).not.toContain(quiet);
    expect(await open({ ...browser, credentials: null }, 'http://allowed.test/')).toMatchObject({ status: 200 });

    // Only a running extension can have been given a new token.
    const renewed = { ...browser, credentials: tokenOf('device-1', 'secret-1-mia', 'mia', school.now()) };
    expect(await open(renewed, 'http://allowed.test/')).toMatchObject({ status: 200 });
    // And so what the same device opened before is not held either.
    expect(await http2Request(session, 'https://allowed.test/')).toMatchObject({ status: 200 });

    school.pass(4 * minute);
    expect((await open(device, 'http://allowed.test/')).text).toContain(quiet);
    await school.school.devices.heartbeat('device-1', beat, school.now());
    school.pass(5_001);
    expect(await open(device, 'http://allowed.test/')).toMatchObject({ status: 200 });
    expect(await http2Request(session, 'https://allowed.test/')).toMatchObject({ status: 200 });
    session.destroy();
  } finally {
    await school.close();
  }
});

test('unless the school says otherwise, what was opened with a pass ends when the pass must have; that a request passed is kept', async () => {
  const school = await openProxiedSchool({ proxy: { holdSilentAfter: defaultSilence } });
  try {
    const device = {
      proxyPort: school.proxy.port,
      authority: school.authority.certificatePem,
      credentials: await school.deviceOf(mia),
    };
    const session = await http2To(device, new URL('https://allowed.test/'));
    school.pass(10 * minute);
    expect(await http2Request(session, 'https://allowed.test/')).toMatchObject({ status: 200 });
    const asked = school.now();
    await eventually(
      'the request to be kept',
      async () => ((await school.school.devices.byId('device-1'))?.passedAt ?? 0) >= asked - minute,
    );
    school.pass(1.1 * minute);
    expect((await http2Request(session, 'https://allowed.test/late')).text).toContain(quiet);
    expect(school.outside.received.some(({ path }) => path === '/late')).toBe(false);
    session.destroy();
  } finally {
    await school.close();
  }
});
